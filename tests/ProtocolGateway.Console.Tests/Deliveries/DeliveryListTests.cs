using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Deliveries;

public sealed class DeliveryListTests : ConsoleTest
{
    [Test]
    public async Task Deliveries_are_listed_newest_first_with_their_members_and_no_more()
    {
        var held = Rows.Delivery(2, DeliveryState.Held, partner: null);
        held.ToParty = null;
        held.ReasonCode = "NoRecipient";
        held.Reason = "The record names no token.";
        held.UpdatedAt = Rows.Now.AddMilliseconds(-500);
        await Console.WriteAsync(Rows.Delivery(1), held);

        (await Console.GetAsync("/api/deliveries")).Shows(200,
            """
            {
              "items": [
                {
                  "id": "00000000-0000-7000-8000-000000000002", "exchangeId": "00000000-0000-7000-8000-000000000900",
                  "message": "ChargeDetailRecordIssued", "key": "cdr|FR798|S-2", "from": "acme-cpo", "to": null,
                  "fromParty": "FR*798", "toParty": null, "state": "Held", "reasonCode": "NoRecipient", "reason": "The record names no token.",
                  "attempts": 0, "receivedAt": "2026-10-01T11:50:00Z", "updatedAt": "2026-10-01T11:59:59.5Z"
                },
                {
                  "id": "00000000-0000-7000-8000-000000000001", "exchangeId": "00000000-0000-7000-8000-000000000900",
                  "message": "ChargeDetailRecordIssued", "key": "cdr|FR798|S-1", "from": "acme-cpo", "to": "volt-emsp",
                  "fromParty": "FR*798", "toParty": "DE*ABC", "state": "Owed", "reasonCode": null, "reason": null,
                  "attempts": 0, "receivedAt": "2026-10-01T11:50:00Z", "updatedAt": "2026-10-01T11:51:00Z"
                }
              ],
              "next": null
            }
            """);
    }

    [TestCase("state=Held", "S-2")]
    [TestCase("state=held&partner=volt-emsp", "S-2")]
    [TestCase("partner=quiet-cpo", "S-3")]
    [TestCase("partner=Quiet-CPO", "S-3")]
    [TestCase("partner=acme-cpo", "S-3 S-2 S-1")]
    [TestCase("partner=ACME-CPO&state=Owed", "S-3 S-1")]
    [TestCase("message=sessionupdated", "S-3")]
    [TestCase("message=SessionUpdated", "S-3")]
    [TestCase("state=Owed&message=ChargeDetailRecordIssued", "S-1")]
    [TestCase("state=Dropped", "")]
    [TestCase("partner=nobody", "")]
    [TestCase("state=&partner=&message=&limit=&after=", "S-3 S-2 S-1")]
    public async Task Each_filter_narrows_the_list_and_an_empty_one_does_not(string query, string expected)
    {
        await Console.WriteAsync(Rows.Delivery(1), Rows.Delivery(2, DeliveryState.Held), Rows.Delivery(3, partner: "quiet-cpo", message: "SessionUpdated"));

        Assert.That((await Console.GetAsync($"/api/deliveries?{query}")).Items("key").Replace("cdr|FR798|", "", StringComparison.Ordinal), Is.EqualTo(expected));
    }

    [Test]
    public async Task Pages_neither_repeat_nor_miss_a_row_while_rows_arrive()
    {
        await Console.WriteAsync([.. Enumerable.Range(1, 6).Select(n => Rows.Delivery(n))]);
        var seen = new List<string>();

        string? next = "";
        for (var arriving = 7; next is not null; arriving++)
        {
            var page = await Console.GetAsync($"/api/deliveries?limit=2&after={next}");
            seen.Add(page.Items("key"));
            next = page.Next;
            await Console.WriteAsync(Rows.Delivery(arriving));
        }

        Assert.That(seen, Is.EqualTo(new[] { "cdr|FR798|S-6 cdr|FR798|S-5", "cdr|FR798|S-4 cdr|FR798|S-3", "cdr|FR798|S-2 cdr|FR798|S-1" }));
    }

    [Test]
    public async Task A_page_is_a_hundred_unless_asked_otherwise()
    {
        await Console.WriteAsync([.. Enumerable.Range(1, 101).Select(n => Rows.Delivery(n))]);

        Assert.That((await Console.GetAsync("/api/deliveries")).Json["items"]!.AsArray(), Has.Count.EqualTo(100));
        Assert.That((await Console.GetAsync("/api/deliveries?limit=1000")).Json["items"]!.AsArray(), Has.Count.EqualTo(101));
    }

    [TestCase("limit=0", "limit", "'0' was found; expected a number from 1 to 1000")]
    [TestCase("limit=1001", "limit", "'1001' was found; expected a number from 1 to 1000")]
    [TestCase("limit=many", "limit", "'many' was found; expected a number from 1 to 1000")]
    [TestCase("after=yesterday", "after", "'yesterday' was found; expected the 'next' of the page before")]
    [TestCase("state=Lost", "state", "'Lost' was found; expected one of Owed, Delivered, Refused, Held, InDoubt, Superseded, Dropped")]
    [TestCase("state=3", "state", "'3' was found; expected one of Owed, Delivered, Refused, Held, InDoubt, Superseded, Dropped")]
    [TestCase("message=Lost", "message", "'Lost' was found; expected one of ChargeDetailRecordIssued, SessionUpdated, EvseStatusChanged, LocationPublished, TariffPublished, TokenPublished, CommandCompleted")]
    [TestCase("message=1", "message", "'1' was found; expected one of ChargeDetailRecordIssued, SessionUpdated, EvseStatusChanged, LocationPublished, TariffPublished, TokenPublished, CommandCompleted")]
    [TestCase("after=-1", "after", "'-1' was found; expected the 'next' of the page before")]
    [TestCase("state=Owed,Held", "state", "'Owed,Held' was found; expected one of Owed, Delivered, Refused, Held, InDoubt, Superseded, Dropped")]
    public async Task A_wrong_parameter_is_named_with_what_was_expected(string query, string name, string detail) =>
        (await Console.GetAsync($"/api/deliveries?{query}")).IsProblem(400, $"The parameter '{name}' is wrong", detail);
}
