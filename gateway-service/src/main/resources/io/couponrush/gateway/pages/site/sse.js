// Server-sent events out of a fetch: EventSource can't send the token, and in an address it would be in every log.

/**
 * Reads events until the stream ends, and passes each to the listener: {event, data, id}; a `retry` alone as {retry}, and
 * every other sign of life as {}.
 */
export async function readEvents(body, listener) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = {};
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    listener({});
    const lines = (rest + value).split(/\r\n|\n/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.data !== undefined) {
          listener({ event: "message", ...event });
        }
        event = {};
      } else {
        take(line, event, listener);
      }
    }
  }
}

function take(line, event, listener) {
  const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
  if (field === "data") {
    event.data = event.data === undefined ? value : `${event.data}\n${value}`;
  } else if (field === "event" || field === "id") {
    event[field] = value;
  } else if (field === "retry" && /^\d+$/.test(value)) {
    listener({ retry: Number(value) });
  }
}
