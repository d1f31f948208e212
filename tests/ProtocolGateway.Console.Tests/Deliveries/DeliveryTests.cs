using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Console.Tests.Deliveries;

public sealed class DeliveryTests : ConsoleTest
{
    [Test]
    public async Task A_delivery_is_shown_with_what_was_sent_answered_and_lost_and_its_history()
    {
        var delivery = Rows.Delivery(1, DeliveryState.Refused);
        delivery.ReasonCode = "2001";
        delivery.Reason = "Missing <id>";
        delivery.Attempts = 2;
        var losses = LossJson.Write([new Loss(LossKind.Rounded, "total_cost", "1.23456 to 1.2346"), new Loss(LossKind.Unread, "a/b", "x")]);
        await Console.WriteAsync(
            delivery,
            Rows.Move(1, 2, DeliveryState.Owed, DeliveryState.Owed, "HTTP 500", "the first attempt's", "HTTP 500\noh", mappings: "000000000001"),
            Rows.Move(1, 3, DeliveryState.Owed, DeliveryState.Refused, "2001", """{"id":"é & <ü>"}""", "HTTP 200\n{}", losses, "000000000002"),
            Rows.Move(2, 1, DeliveryState.Owed, DeliveryState.Held, "another's", "another's"));

        var answer = await Console.GetAsync($"/api/deliveries/{Rows.Id(1)}");

        answer.Shows(200,
            """
            {
              "id": "00000000-0000-7000-8000-000000000001", "exchangeId": "00000000-0000-7000-8000-000000000900",
              "message": "ChargeDetailRecordIssued", "key": "cdr|FR798|S-1", "from": "acme-cpo", "to": "volt-emsp",
              "fromParty": "FR*798", "toParty": "DE*ABC", "state": "Refused", "reasonCode": "2001", "reason": "Missing <id>",
              "attempts": 2, "receivedAt": "2026-10-01T11:50:00Z", "updatedAt": "2026-10-01T11:51:00Z",
              "sent": "{\"id\":\"é & <ü>\"}",
              "answer": "HTTP 200\n{}",
              "losses": [
                { "kind": "Rounded", "place": "total_cost", "text": "1.23456 to 1.2346" },
                { "kind": "Unread", "place": "a/b", "text": "x" }
              ],
              "mappingVersion": "000000000002",
              "history": [
                { "at": "2026-10-01T11:50:00Z", "from": null, "to": "Owed", "cause": "heard", "mappingVersion": null },
                { "at": "2026-10-01T11:52:00Z", "from": "Owed", "to": "Owed", "cause": "HTTP 500", "mappingVersion": "000000000001" },
                { "at": "2026-10-01T11:53:00Z", "from": "Owed", "to": "Refused", "cause": "2001", "mappingVersion": "000000000002" }
              ]
            }
            """);
        Assert.That(answer.Text, Does.Contain("é & <ü>"), "written as people read it");
    }

    [TestCase("00000000-0000-7000-8000-000000000009")]
    [TestCase("17")]
    public async Task An_id_that_nobody_knows_is_not_found(string id) =>
        (await Console.GetAsync($"/api/deliveries/{id}")).IsProblem(404, "There is no such delivery");

    [Test]
    public async Task Mapping_files_that_were_never_in_force_explain_nothing()
    {
        await Console.WriteAsync(Rows.Exchange([]), Rows.Delivery(1));
        ((MappingsInForce)Console.Services.GetRequiredService<IMappings>()).Use(MappingBook.Load(Console.Folder, Console.Folder, []).Book!);
        (await Console.GetAsync($"/api/deliveries/{Rows.Id(1)}/explain?mapping=0123456789ab")).IsProblem(409, "It can't be done now", "Version 0123456789ab of the mapping files was never in force.");
        (await Console.GetAsync($"/api/deliveries/{Rows.Id(9)}/explain?mapping=now")).IsProblem(404, "There is no such delivery");
        (await Console.GetAsync("/api/deliveries/17/explain")).IsProblem(404, "There is no such delivery");
    }
}
