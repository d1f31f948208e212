using System.Text;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Exchanges;

public sealed class ExchangeTests : ConsoleTest
{
    private static readonly string Path = $"/api/exchanges/{Rows.Id(900)}";

    [Test]
    public async Task An_exchange_is_shown_as_it_was_heard_and_with_what_came_of_it()
    {
        var ask = new AskRow
        {
            ExchangeId = Rows.Id(900),
            PartnerId = "volt-emsp",
            Message = "AuthorizeToken",
            Result = "Answered",
            Sent = "<ask/>",
            Answer = "HTTP 200\n<yes/>",
        };
        await Console.WriteAsync(Rows.Exchange(Encoding.UTF8.GetBytes("<a>\u00e9\r\n&amp;</a>")), Rows.Delivery(1, DeliveryState.Delivered), ask);

        (await Console.GetAsync(Path)).Shows(200,
            """
            {
              "id": "00000000-0000-7000-8000-000000000900", "partner": "acme-cpo", "operation": "SetChargeDetailRecord",
              "receivedAt": "2026-10-01T11:59:59.75Z", "result": "Accepted",
              "headers": "POST /api/emip HTTP/1.1\nauthorization: ***",
              "received": "<a>é\r\n&amp;</a>", "receivedBase64": null,
              "canonical": {
                "party": { "country_code": "FR", "id": "798" }, "id": "S-1", "cdr_token": { "party": { "country_code": "DE", "id": "ABC" }, "uid": "04A2B3C4", "type": "RFID" },
                "total_energy": 12.5, "total_time": "PT1H30M"
              },
              "answer": "<answer>été</answer>", "refusal": null,
              "asked": [ { "partner": "volt-emsp", "message": "AuthorizeToken", "result": "Answered", "sent": "<ask/>", "answer": "HTTP 200\n<yes/>" } ],
              "deliveries": [
                {
                  "id": "00000000-0000-7000-8000-000000000001", "exchangeId": "00000000-0000-7000-8000-000000000900",
                  "message": "ChargeDetailRecordIssued", "key": "cdr|FR798|S-1", "from": "acme-cpo", "to": "volt-emsp",
                  "fromParty": "FR*798", "toParty": "DE*ABC", "state": "Delivered", "reasonCode": null, "reason": null,
                  "attempts": 0, "receivedAt": "2026-10-01T11:50:00Z", "updatedAt": "2026-10-01T11:51:00Z"
                }
              ]
            }
            """);
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_shown_as_bytes_and_a_refusal_with_its_reason()
    {
        await Console.WriteAsync(Rows.Exchange([0x3C, 0xE9, 0x3E], ExchangeResult.Refused));

        (await Console.GetAsync(Path)).Shows(200,
            """
            {
              "id": "00000000-0000-7000-8000-000000000900", "partner": "acme-cpo", "operation": "SetChargeDetailRecord",
              "receivedAt": "2026-10-01T11:59:59.75Z", "result": "Refused",
              "headers": "POST /api/emip HTTP/1.1\nauthorization: ***",
              "received": null, "receivedBase64": "POk+", "canonical": null,
              "answer": "<answer>été</answer>", "refusal": "Malformed: startTime", "asked": [], "deliveries": []
            }
            """);
    }

    [TestCase("00000000-0000-7000-8000-000000000901")]
    [TestCase("17")]
    public async Task An_id_that_nobody_knows_is_not_found(string id) =>
        (await Console.GetAsync($"/api/exchanges/{id}")).IsProblem(404, "There is no such exchange");
}
