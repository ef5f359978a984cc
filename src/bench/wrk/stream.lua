-- the same message, answered as a stream
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["authorization"] = "Bearer test"
wrk.body = '{"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Name three colours."}], "stream": true}'
