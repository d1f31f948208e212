using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Findings;

public sealed class FindingListTests : ConsoleTest
{
    [Test]
    public async Task Findings_are_listed_newest_first()
    {
        await Console.WriteAsync(Rows.Finding(1), Rows.Finding(2, FindingState.Settled));

        (await Console.GetAsync("/api/findings")).Shows(200,
            """
            {
              "items": [
                { "id": 2, "code": "DeliveryRefused", "text": "2001: \"no\" & <why>", "subject": "cdr|FR798|S-1", "at": "2026-10-01T12:02:00Z", "state": "Settled" },
                { "id": 1, "code": "DeliveryRefused", "text": "2001: \"no\" & <why>", "subject": "cdr|FR798|S-1", "at": "2026-10-01T12:01:00Z", "state": "Open" }
              ],
              "next": null
            }
            """);
    }

    [Test]
    public async Task Pages_go_on_where_the_one_before_ended_while_findings_arise()
    {
        await Console.WriteAsync(Rows.Finding(1), Rows.Finding(2), Rows.Finding(3));

        var first = await Console.GetAsync("/api/findings?limit=2");
        await Console.WriteAsync(Rows.Finding(4));
        var second = await Console.GetAsync($"/api/findings?limit=2&after={first.Next}");

        Assert.That((first.Items("id"), second.Items("id"), second.Next), Is.EqualTo(("3 2", "1", (string?)null)));
    }

    [Test]
    public async Task A_wrong_limit_is_named_with_what_was_expected() =>
        (await Console.GetAsync("/api/findings?limit=1e3")).IsProblem(
            400, "The parameter 'limit' is wrong", "'1e3' was found; expected a number from 1 to 1000");
}
