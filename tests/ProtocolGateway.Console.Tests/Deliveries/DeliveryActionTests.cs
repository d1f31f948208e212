using Microsoft.Data.Sqlite;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Deliveries;

public sealed class DeliveryActionTests : ConsoleTest
{
    private static readonly string Path = $"/api/deliveries/{Rows.Id(1)}";

    [TestCase(DeliveryState.Refused)]
    [TestCase(DeliveryState.InDoubt)]
    public async Task A_retry_owes_it_again_and_shows_it(DeliveryState state)
    {
        await Console.WriteAsync(Rows.Delivery(1, state));

        var answer = await Console.PostAsync($"{Path}/retry");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Json["state"]!.ToString(), Is.EqualTo("Owed"));
        Assert.That(answer.Json["updatedAt"]!.ToString(), Is.EqualTo("2026-10-01T12:00:00Z"));
        Assert.That(answer.Json["history"]![1]!.ToJsonString(), Is.EqualTo(
            $$"""{"at":"2026-10-01T12:00:00Z","from":"{{state}}","to":"Owed","cause":"retried by a person","mappingVersion":null}"""));
        Assert.That(answer.Text, Is.EqualTo((await Console.GetAsync(Path)).Text));
    }

    [Test]
    public async Task A_drop_puts_it_away_with_its_reason()
    {
        await Console.WriteAsync(Rows.Delivery(1, DeliveryState.Held));

        var answer = await Console.PostAsync($"{Path}/drop", """{ "reason": " a test record " }""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That((answer.Json["state"]!.ToString(), answer.Json["reasonCode"]!.ToString(), answer.Json["reason"]!.ToString()),
            Is.EqualTo(("Dropped", "Dropped", "a test record")));
        Assert.That(answer.Json["history"]![1]!["cause"]!.ToString(), Is.EqualTo("dropped by a person: a test record"));
    }

    [Test]
    public async Task What_is_still_lacking_keeps_it_held_and_is_told()
    {
        await Console.WriteAsync([Rows.Delivery(1, DeliveryState.Held), .. Rows.Ground()]);

        (await Console.PostAsync($"{Path}/retry")).IsProblem(
            409, "It can't be done now", "It is still held. NoAgreement: No agreement covers FR*798 and DE*ABC.");
    }

    [TestCase("retry", DeliveryState.Delivered)]
    [TestCase("retry", DeliveryState.Dropped)]
    [TestCase("drop", DeliveryState.Delivered)]
    [TestCase("drop", DeliveryState.Superseded)]
    public async Task What_is_final_stays_as_it_is(string action, DeliveryState state)
    {
        await Console.WriteAsync(Rows.Delivery(1, state));

        (await Console.PostAsync($"{Path}/{action}", """{ "reason": "why" }""")).IsProblem(409, "It can't be done now", $"It is {state}: that is final.");
        Assert.That((await Console.GetAsync(Path)).Json["state"]!.ToString(), Is.EqualTo(state.ToString()));
    }

    [TestCase("retry", "00000000-0000-7000-8000-000000000009")]
    [TestCase("drop", "00000000-0000-7000-8000-000000000009")]
    [TestCase("retry", "17")]
    [TestCase("drop", "17")]
    public async Task An_id_that_nobody_knows_is_not_found(string action, string id) =>
        (await Console.PostAsync($"/api/deliveries/{id}/{action}", """{ "reason": "why" }""")).IsProblem(404, "There is no such delivery");

    [TestCase(null)]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{ "reason": "  " }""")]
    [TestCase("""{ "reason": 5 }""")]
    [TestCase("reason=why")]
    public async Task A_drop_needs_a_reason(string? body)
    {
        await Console.WriteAsync(Rows.Delivery(1));

        (await Console.PostAsync($"{Path}/drop", body)).IsProblem(
            400, "The parameter 'reason' is wrong", "nothing was found; expected a body { \"reason\": \"why\" }");
        Assert.That((await Console.GetAsync(Path)).Json["state"]!.ToString(), Is.EqualTo("Owed"));
    }

    [TestCase("retry", DeliveryState.Refused, "volt-emsp", "The journal is locked by another process.")]
    [TestCase("retry", DeliveryState.Held, "volt-emsp", "The journal is locked by another process.")]
    [TestCase("retry", DeliveryState.Held, null, "The journal is locked by another process.")]
    [TestCase("drop", DeliveryState.Refused, "volt-emsp", "The journal is locked by another process.")]
    public async Task A_journal_that_another_holds_changes_nothing(string action, DeliveryState state, string? partner, string detail)
    {
        await Console.WriteAsync([Rows.Delivery(1, state, partner), .. Rows.Ground()]);
        using var other = new SqliteConnection($"Data Source={System.IO.Path.Combine(Console.Folder, "journal.db")}");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            (await Console.PostAsync($"{Path}/{action}", """{ "reason": "why" }""")).IsWholeProblem(503, Unreachable.Because(detail));
        }
        Assert.That((await Console.GetAsync(Path)).Json["state"]!.ToString(), Is.EqualTo(state.ToString()));
    }
}
