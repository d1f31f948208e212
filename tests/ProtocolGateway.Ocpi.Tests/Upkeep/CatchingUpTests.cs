using Microsoft.AspNetCore.Http;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Upkeep;

namespace ProtocolGateway.Ocpi.Tests.Upkeep;

internal sealed class CatchingUpTests : Away
{
    [Test]
    public async Task What_was_made_meanwhile_is_asked_for_as_OCPI_demands()
    {
        Make(1);
        await Gateway.CatchUpAsync();

        var asked = Cpo.AskedFor("cdrs").Single();
        using var journal = Gateway.Journal();
        var from = (journal.Absences.Single().FromAt - CatchingUp.Margin).UtcDateTime;
        Assert.That(asked.Path, Is.EqualTo($"/ocpi/cpo/cdrs?date_from={from:yyyy-MM-dd'T'HH}%3A{from:mm}%3A{from:ss}Z&limit=100"));
        Assert.That(
            new[] { "OCPI-to-country-code", "OCPI-to-party-id", "OCPI-from-country-code", "OCPI-from-party-id" }.Select(asked.Header),
            Is.EqualTo(new[] { "FR", "798", "FR", "GTW" }));
        Assert.That((asked.Header("X-Request-ID"), asked.Header("X-Correlation-ID")), Is.Not.EqualTo((default(string), default(string))));
        Assert.That(Gateway.Exchanges(), Is.EqualTo(new[] { ("GET cdrs", ExchangeResult.Accepted, Cdr(1), default(string)) }));
        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1)));
    }

    [Test]
    public async Task All_pages_are_read_and_nothing_is_asked_for_twice()
    {
        Cpo.PageSize = 3;
        Make(Enumerable.Range(1, 8));
        await Gateway.CatchUpAsync();
        await Gateway.CatchUpAsync();

        var asked = Cpo.AskedFor("cdrs");
        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(Enumerable.Range(1, 8))));
        Assert.That(asked.Skip(1).Select(r => r.Path.Split("&offset=")[1]), Is.EqualTo(new[] { "3&limit=3", "6&limit=3" }), "as the links say");
        Assert.That(asked.Select(r => r.Header("X-Request-ID")), Is.Unique);
        Assert.That(asked.Select(r => r.Header("X-Correlation-ID")).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_made_before_is_not_asked_for()
    {
        Cpo.Make("cdrs", Cdr(1), Meanwhile.AddDays(-1));
        await Gateway.CatchUpAsync();

        Assert.That((Cpo.AskedFor("cdrs").Count, Gateway.Exchanges().Count), Is.EqualTo((1, 0)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_pushed_and_what_is_asked_for_are_one_record(bool pushedFirst)
    {
        // The same in another notation: the id's case, other numbers' ends, other order.
        var pushed = Cdr(1).Replace("CDR-001", "cdr-001", StringComparison.Ordinal).Replace("15.342", "15.34200", StringComparison.Ordinal).Replace("\"total_time\": 1.5,", "", StringComparison.Ordinal)
            .Replace("\"meter_id\"", "\"total_time\":1.50,\"meter_id\"", StringComparison.Ordinal);
        Make(1);
        if (pushedFirst) Assert.That(await Gateway.PostAsync(pushed), Is.EqualTo(201));
        await Gateway.CatchUpAsync();
        if (!pushedFirst) Assert.That(await Gateway.PostAsync(pushed), Is.EqualTo(201));

        Assert.That(Gateway.Exchanges().Select(e => (e.Operation, e.Result)), Is.EqualTo(new[]
        {
            (pushedFirst ? "POST cdrs" : "GET cdrs", ExchangeResult.Accepted), (pushedFirst ? "GET cdrs" : "POST cdrs", ExchangeResult.Repeated),
        }));
        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1)));
        Assert.That(Gateway.OpenFindings(), Is.Empty);
    }

    [Test]
    public async Task A_bad_object_is_refused_with_its_place_and_the_others_are_taken()
    {
        Make(1);
        Cpo.Make("cdrs", Cdr(2).Replace("2026-05-04T11:30:00Z", "2026-13-45", StringComparison.Ordinal), Meanwhile);
        Cpo.Make("cdrs", "42", Meanwhile);
        Cpo.Make("cdrs", Cdr(4).Replace("\"party_id\": \"798\"", "\"party_id\": \"999\"", StringComparison.Ordinal), Meanwhile);
        Make(5);
        await Gateway.CatchUpAsync();

        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1, 5)));
        var refused = Gateway.Exchanges().Where(e => e.Result == ExchangeResult.Refused).ToList();
        Assert.That(refused.Select(e => e.Operation), Is.All.EqualTo("GET cdrs"));
        // Within a millisecond their ids tell no order.
        Assert.That(refused.Select(e => e.Refusal), Has.One.StartsWith("data[1]/end_date_time: ").And.One.EqualTo("data[2]: the body is no JSON object")
            .And.One.Contains("doesn't speak for the CPO FR*999"));
        Assert.That(refused.Single(e => e.Refusal!.StartsWith("data[2]", StringComparison.Ordinal)).Body, Is.EqualTo("42"));
        Assert.That(refused, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task An_object_that_spoils_its_page_is_looked_for_and_passed_over()
    {
        Make(Enumerable.Range(1, 5));
        Cpo.Make("cdrs", """{"id": NaN}""", Meanwhile);
        Make(Enumerable.Range(7, 30));
        for (var i = 0; i < 12; i++)
        {
            await Gateway.CatchUpAsync();
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(Enumerable.Range(1, 36).Where(n => n != 6))));
        Assert.That(Gateway.Exchanges().Where(e => e.Result == ExchangeResult.Refused).Select(e => e.Refusal), Is.EqualTo(new[] { "data[0]: an answer that is no OCPI list" }));
        using var journal = Gateway.Journal();
        Assert.That(journal.CatchUps.Select(c => c.Target), Is.All.Null, "all is caught up");
    }

    [Test]
    public async Task A_page_of_hostile_size_is_not_read_to_its_end()
    {
        Make(1);
        Cpo.Make("cdrs", $$"""{"remark":"{{new string('x', 17 * 1024 * 1024)}}"}""", Meanwhile);
        Make(3);
        await Gateway.CatchUpAsync();

        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1, 3)));
        Assert.That(Gateway.Exchanges().Single(e => e.Result == ExchangeResult.Refused).Refusal, Is.EqualTo("data[0]: a page of more than 16777216 bytes"));
    }

    [Test]
    public async Task A_page_that_fails_is_asked_for_again_where_it_stood_and_not_before_the_partner_wants()
    {
        Cpo.PageSize = 2;
        Make(1, 2, 3);
        Cpo.Instead = async (context, module, number) =>
        {
            if (module != "cdrs" || number != 2) return false;
            context.Response.Headers.RetryAfter = "120";
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("<html>busy</html>");
            return true;
        };
        await Gateway.CatchUpAsync();
        Time.Advance(TimeSpan.FromSeconds(115));
        await Gateway.CatchUpAsync();
        Assert.That((Cpo.AskedFor("cdrs").Count, Gateway.Owed().Count), Is.EqualTo((2, 2)));

        Time.Advance(TimeSpan.FromSeconds(6));
        await Gateway.CatchUpAsync();

        var asked = Cpo.AskedFor("cdrs");
        Assert.That(asked[2].Path, Is.EqualTo(asked[1].Path));
        Assert.That((asked.Count, Gateway.Exchanges().Count), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task A_restart_goes_on_where_the_last_life_stopped()
    {
        Cpo.PageSize = 2;
        Make(1, 2, 3);
        Cpo.Instead = (context, module, number) =>
        {
            if (module != "cdrs" || number != 2) return Task.FromResult(false);
            context.Abort();
            return Task.FromResult(true);
        };
        await Gateway.CatchUpAsync();
        await RestartAsync();
        await Gateway.CatchUpAsync();

        var asked = Cpo.AskedFor("cdrs");
        Assert.That(asked[2].Path, Is.EqualTo(asked[1].Path));
        Assert.That(Gateway.Exchanges().Count(e => e.Result == ExchangeResult.Accepted), Is.EqualTo(3));
        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1, 2, 3)));
    }

    [Test]
    public async Task What_could_not_be_told_while_the_journal_was_locked_is_asked_for_afterwards()
    {
        await Gateway.CatchUpAsync();
        using (Lock()) Assert.That(await Gateway.PostAsync(Cdr(1)), Is.EqualTo(503));
        Cpo.Make("cdrs", Cdr(1), Time.GetUtcNow());
        await Eventually.TrueAsync(() => { using var journal = Gateway.Journal(); return journal.Absences.Any(a => a.PartnerId == "cpo"); }, "it is noted");
        Time.Advance(TimeSpan.FromSeconds(11));

        await Gateway.CatchUpAsync();

        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1)));
    }

    [Test]
    public async Task A_list_that_is_not_offered_is_not_asked_for()
    {
        Cpo.Offers = ["locations"];
        Make(1);
        await Gateway.CatchUpAsync();
        await Gateway.CatchUpAsync();

        Assert.That((Cpo.AskedFor("cdrs").Count, Cpo.AskedFor("locations").Count, Gateway.Exchanges().Count), Is.EqualTo((0, 2, 0)), "locations at the first start, and after the absence");
        Assert.That(Cpo.Requests.Count(r => r.Path == "/ocpi/versions"), Is.EqualTo(2), "nor looked for for ever");
    }

    [Test]
    public async Task Locations_go_into_the_directory_and_bad_ones_are_refused()
    {
        Cpo.Make("locations", """{"id": "L0"}""", Meanwhile);
        Cpo.Make("locations", OcpiRecord.Location("L1", "FR*798*E77").ToJsonString(), Meanwhile);
        await Gateway.CatchUpAsync();

        var found = await Gateway.Get<IDirectory>().FindEvseAsync("FR*798*E77", Time.GetUtcNow(), CancellationToken.None);
        Assert.That(found!.Location.Id, Is.EqualTo("L1"));
        var refused = Gateway.Exchanges().Single();
        Assert.That((refused.Operation, refused.Result, refused.Body), Is.EqualTo(("GET locations", ExchangeResult.Refused, """{"id": "L0"}""")));
        Assert.That(refused.Refusal, Does.StartWith("data[0]"));
    }
}
