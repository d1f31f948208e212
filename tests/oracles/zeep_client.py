"""A SOAP client that is not ours: reads the description that the endpoint serves, calls what it is told, prints what it parsed.

    zeep_client.py WSDL-URL < [["eMIP_ToIOP_HeartBeat", {"partnerId": "..."}], ...] > [{"heartBeatPeriod": 300}, ...]

Needs zeep (Debian: python3-zeep). Numbers that XML calls decimal and instants are printed as text.
"""
import datetime
import json
import sys

import zeep
import zeep.helpers


def plain(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else str(value)


client = zeep.Client(sys.argv[1])
answers = [
    zeep.helpers.serialize_object(getattr(client.service, operation)(**arguments), target_cls=dict)
    for operation, arguments in json.load(sys.stdin)
]
json.dump(answers, sys.stdout, default=plain, ensure_ascii=False)
