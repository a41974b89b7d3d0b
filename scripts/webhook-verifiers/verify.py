"""Holds what was recorded against PyPI's standardwebhooks. verify.py CASES"""

import json
import sys
from standardwebhooks import Webhook

wrong = []
cases = json.load(open(sys.argv[1]))
for case in cases:
    try:
        Webhook(case["secret"]).verify(case["body"], case["headers"])
        taken = True
    except Exception:
        taken = False
    if taken != case["good"]:
        wrong.append(case)
for case in wrong:
    print(f"{case['what']}: {'refused' if case['good'] else 'taken'}", file=sys.stderr)
print(f"standardwebhooks (PyPI): {len(cases) - len(wrong)} of {len(cases)} as they should be")
sys.exit(bool(wrong))
