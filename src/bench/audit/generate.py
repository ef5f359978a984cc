"""Writes N different exchanges as SHARDS files of NDJSON to DIR: generate.py N SHARDS DIR"""

import json
import os
import random
import sys

WORDS = "the of weather Paris is mild and a report about rivers shows that people near them like music in winter".split()
SERVERS = [
    ("gpt-4o-mini", "openai", "https://api.openai.com/v1/chat/completions"),
    ("google/gemma-3-4b-it", "aimlapi", "https://api.aimlapi.com/v1/chat/completions"),
    ("google/gemma-3-27b-it", "openrouter", "https://openrouter.ai/api/v1/chat/completions"),
    ("mistral-small-latest", "vllm.example", "https://vllm.example/v1/chat/completions"),
]


def text(random_, most):
    return " ".join(random_.choices(WORDS, k=random_.randint(4, most)))


def exchange(number, random_):
    model, provider, url = SERVERS[number % len(SERVERS)]
    prompt, completion = random_.randint(5, 60), random_.randint(3, 60)
    wrong = 1 if random_.random() < 0.002 else 0
    return {
        "format": "loupe-exchange/1",
        "id": f"{provider}/{number}",
        "provider": provider,
        "recordedAt": "2026-11-%02dT%02d:%02d:00Z" % (number % 28 + 1, number % 24, number % 60),
        "request": {
            "method": "POST",
            "url": url,
            "headers": {"content-type": "application/json"},
            "body": {
                "model": model,
                "messages": [{"role": "user", "content": f"Question {number}: {text(random_, 8)}"}],
                "temperature": round(random_.random(), 2),
            },
        },
        "response": {
            "status": 200,
            "headers": {"content-type": "application/json"},
            "times": {"firstByte": random_.randint(100, 900), "end": random_.randint(900, 2000)},
            "body": {
                "id": f"chatcmpl-{number:012x}",
                "object": "chat.completion",
                "created": 1760000000 + number % 100000,
                "model": model,
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": text(random_, 40)},
                        "finish_reason": "stop",
                    }
                ],
                "usage": {
                    "prompt_tokens": prompt,
                    "completion_tokens": completion,
                    "total_tokens": prompt + completion + wrong,
                },
            },
        },
    }


def main(count, shards, folder):
    random_ = random.Random(7)
    os.makedirs(folder, exist_ok=True)
    number = 0
    for shard in range(shards):
        with open(f"{folder}/shard-{shard:03d}.ndjson", "w") as out:
            for _ in range(count // shards + (shard < count % shards)):
                number += 1
                out.write(json.dumps(exchange(number, random_), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
