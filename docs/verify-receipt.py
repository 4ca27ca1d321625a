#!/usr/bin/env python3
"""usage: verify-receipt.py receipt.json https://coupons.example [root]     (docs/receipts.md)"""
import base64, hashlib, json, re, sys, urllib.request

def get(path): return json.load(urllib.request.urlopen(sys.argv[2] + path))
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def number(text): return int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")
def check(truth, what): print("yes " if truth else "NO  ", what); truth or sys.exit(1)

def is_signed(it):  # RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2)
    key = next((key for key in get("/api/v1/receipt-keys")["keys"] if key["kid"] == it["keyId"]), None)
    signature, n = base64.b64decode(it["signature"]), number(key["n"]) if key else 0
    digest = bytes.fromhex("003031300d060960864801650304020105000420") + sha(it["statement"].encode())
    block = b"\0\1".ljust((n.bit_length() + 7) // 8 - len(digest), b"\xff") + digest
    return key and len(signature) == len(block) and pow(int.from_bytes(signature, "big"), number(key["e"]), n) == int.from_bytes(block, "big")

def read(it, first, *names):  # exactly these lines, in this order
    lines = re.fullmatch(first + "\n" + "".join(f"{name}: (\\S+)\n" for name in names), it["statement"])
    check(lines, f"it has the form of a {first}"); return dict(zip(names, lines.groups()))

receipt = json.load(open(sys.argv[1]))
mine = read(receipt, "coupon-rush receipt v1", "coupon", "sequence", "user", "outcome", "settled", "nonce")
check(is_signed(receipt), "the organiser signed place {sequence} of coupon {coupon}: {outcome}".format(**mine))
digest = get(f"/api/v1/coupons/{mine['coupon']}/audit")
all = read(digest, "coupon-rush digest v1", "coupon", "places", "issued", "without-coupon", "vacant", "root", "committed")
check(is_signed(digest) and all["coupon"] == mine["coupon"], f"the organiser signed the root {all['root']}")
check(sys.argv[3:] in ([], [all["root"]]), "it is the root that you wrote down, if you did")
at, last, node = int(mine["sequence"]) - 1, int(all["places"]) - 1, sha(b"\0", receipt["statement"].encode())
check(0 <= at <= last, f"there is such a place among {all['places']}")
for step in map(bytes.fromhex, get(f"/api/v1/coupons/{mine['coupon']}/audit/proofs/{mine['sequence']}")["path"]):
    check(last > 0, "the path does not end before the root") if last == 0 else None  # RFC 9162, 2.1.3.2
    left = at % 2 == 1 or at == last
    while left and at % 2 == 0 and at: at, last = at // 2, last // 2
    node, at, last = sha(b"\1", step, node) if left else sha(b"\1", node, step), at // 2, last // 2
check(last == 0 and node.hex() == all["root"], "its place leads to the root")
