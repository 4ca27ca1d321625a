#!/usr/bin/env python3
"""Checks a receipt (docs/receipts.md) with nothing but Python's standard library.
usage: verify-receipt.py receipt.json https://coupons.example [root that you wrote down]"""
import base64, hashlib, json, re, sys, urllib.request

receipt, site = json.load(open(sys.argv[1])), sys.argv[2].rstrip("/")
get = lambda path: json.load(urllib.request.urlopen(site + path))
sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()

def check(truth, what):
    print(("yes  " if truth else "NO   ") + what)
    truth or sys.exit(1)

def is_signed(signed):  # RSASSA-PKCS1-v1_5 with SHA-256, RFC 8017 section 8.2.2
    number = lambda text: int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")
    jwk = next(key for key in get("/api/v1/receipt-keys")["keys"] if key["kid"] == signed["keyId"])
    n, signature = number(jwk["n"]), base64.b64decode(signed["signature"])
    size = (n.bit_length() + 7) // 8
    tail = bytes.fromhex("003031300d060960864801650304020105000420") + sha(signed["statement"].encode())
    block = pow(int.from_bytes(signature, "big"), number(jwk["e"]), n).to_bytes(size, "big")
    return len(signature) == size and block == b"\0\1" + b"\xff" * (size - 2 - len(tail)) + tail

RECEIPT = r"coupon-rush receipt v1\ncoupon: (\d+)\nsequence: (\d+)\nuser: \d+\noutcome: (\w+)\nsettled: \S+\nnonce: \w{64}\n"
DIGEST = r"coupon-rush digest v1\ncoupon: (\d+)\nplaces: (\d+)\nissued: \d+\nwithout-coupon: \d+\nvacant: \d+\nroot: (\w{64})\ncommitted: \S+\n"
said = re.fullmatch(RECEIPT, receipt["statement"])
check(said, "it has the form of a receipt")
coupon, sequence, outcome = said.groups()
check(is_signed(receipt), f"the organiser signed place {sequence} of coupon {coupon}: {outcome}")
digest = get(f"/api/v1/coupons/{coupon}/audit")
committed = re.fullmatch(DIGEST, digest["statement"])
check(committed and committed[1] == coupon and is_signed(digest), "the organiser signed the digest of this coupon")
check(len(sys.argv) < 4 or sys.argv[3] == committed[3], f"its root is the one that you know: {committed[3]}")
at, last = int(sequence) - 1, int(committed[2]) - 1  # RFC 9162 section 2.1.3.2
check(0 <= at <= last, f"there is such a place among {last + 1}")
node = sha(b"\0", receipt["statement"].encode())
for step in map(bytes.fromhex, get(f"/api/v1/coupons/{coupon}/audit/proofs/{sequence}")["path"]):
    check(last > 0, "the path goes on") if last == 0 else None
    if at % 2 or at == last:
        node = sha(b"\1", step, node)
        while at % 2 == 0 and at:
            at, last = at // 2, last // 2
    else:
        node = sha(b"\1", node, step)
    at, last = at // 2, last // 2
check(last == 0 and node.hex() == committed[3], "its place leads to the root")
