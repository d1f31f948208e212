using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Tests.Upkeep;

internal sealed class PagingTests : Away
{
    [TestCase("""<https://a.example/x?offset=5>; rel="next" """, "https://a.example/x?offset=5")]
    [TestCase("""<https://a.example/x>; rel=next""", "https://a.example/x")]
    [TestCase("""<https://a.example/p>; rel="prev", <https://a.example/n,1;2>; title="a, <b>; rel=\"; rel="last Next" """, "https://a.example/n,1;2")]
    [TestCase("""</ocpi/x?offset=5> ;rel = "next";foo""", "/ocpi/x?offset=5")]
    [TestCase("""<https://a.example/p>; rel="prev" """, null)]
    [TestCase("""<https://a.example/p>; title="next" """, null)]
    [TestCase("""<https://a.example/p; rel="next" """, null)]
    [TestCase("", null)]
    public void The_next_page_is_told_by_a_link(string header, string? next) => Assert.That(LinkHeader.Next([header]), Is.EqualTo(next));

    [Test]
    public void A_partner_is_asked_for_as_many_objects_at_once_as_is_set()
    {
        var paging = Paging.Of(new Uri("https://cpo.example/cdrs"), DateTimeOffset.UnixEpoch, 20);
        Assert.That(paging.First.Query, Is.EqualTo("?date_from=1970-01-01T00%3A00%3A00Z&limit=20"));
        Assert.That(paging.Next(paging.First, [], 50, 20)!.Query, Is.EqualTo("?date_from=1970-01-01T00%3A00%3A00Z&limit=20&offset=20"));
    }

    [TestCase("https://cpo.example/ocpi/cdrs?page=2", "https://cpo.example/ocpi/cdrs?page=2")]
    [TestCase("/ocpi/cdrs?page=2", "https://cpo.example/ocpi/cdrs?page=2")]
    [TestCase("https://CPO.example:443/cdrs", "https://cpo.example/cdrs")]
    [TestCase("https://cpo.example.evil.example/cdrs", null)]
    [TestCase("https://cpo.example@evil.example/cdrs", null)]
    [TestCase("//evil.example/cdrs", null)]
    [TestCase("http://cpo.example/cdrs", null)]
    [TestCase("https://cpo.example:8443/cdrs", null)]
    [TestCase("file:///etc/passwd", null)]
    public void A_page_is_the_partner_s_own(string address, string? own) =>
        Assert.That(Paging.Of(new Uri("https://cpo.example/ocpi/cdrs"), default(DateTimeOffset).AddYears(1)).Own(address)?.AbsoluteUri, Is.EqualTo(own));

    [Test]
    public async Task A_link_to_another_host_is_not_followed_and_the_list_is_read_nevertheless()
    {
        await using var stranger = new OcpiCpoStandIn();
        await stranger.StartAsync();
        Cpo.PageSize = 2;
        Cpo.Link = next => $"<{next.Replace(Cpo.Address, stranger.Address, StringComparison.Ordinal)}>; rel=\"next\"";
        Make(1, 2, 3, 4, 5);
        await Gateway.CatchUpAsync();

        Assert.That(stranger.Requests, Is.Empty);
        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1, 2, 3, 4, 5)));
    }

    [Test]
    public async Task A_list_without_links_is_read_by_its_count()
    {
        Cpo.PageSize = 2;
        Cpo.Link = _ => null;
        Make(1, 2, 3);
        await Gateway.CatchUpAsync();

        Assert.That(Gateway.Owed(), Is.EqualTo(Keys(1, 2, 3)));
    }

    [Test]
    public async Task A_list_that_leads_in_circles_ends()
    {
        Cpo.PageSize = 2;
        Cpo.TellsTotal = false;
        Make(1, 2, 3, 4, 5);
        Cpo.Link = next => $"<{next.Replace("offset=4", "offset=2", StringComparison.Ordinal)}>; rel=\"next\"";
        await Gateway.CatchUpAsync();

        Assert.That(Cpo.AskedFor("cdrs"), Has.Count.EqualTo(2));
        using var journal = Gateway.Journal();
        Assert.That(journal.CatchUps.Select(c => c.Target), Is.All.Null);
    }

    [Test]
    public async Task A_list_that_never_ends_ends_by_its_count()
    {
        Cpo.PageSize = 100;
        Make(Enumerable.Range(1, 3));
        var calls = 0;
        Cpo.Instead = async (context, module, number) =>
        {
            if (module != "cdrs") return false;
            context.Response.Headers["X-Total-Count"] = "3";
            context.Response.Headers.Link = $"<{Cpo.Address}/ocpi/cpo/cdrs?more={++calls}>; rel=\"next\"";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, $$"""{"data":[{{string.Join(',', Enumerable.Repeat("1", 500))}}],"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""");
            return true;
        };
        await Gateway.CatchUpAsync();

        Assert.That(calls, Is.EqualTo(3));
    }
}
