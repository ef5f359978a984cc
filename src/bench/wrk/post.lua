-- one user message, answered in one piece: wrk -t1 -c32 -d8s -s src/bench/wrk/post.lua http://127.0.0.1:8080/v1/chat/completions
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["authorization"] = "Bearer test"
wrk.body = '{"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Name three colours."}]}'
