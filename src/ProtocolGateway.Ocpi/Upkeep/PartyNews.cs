using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Tells partners of changes in how those stand whom they reach through us, and asks hubs about those behind them (ocpi.md 5.8).</summary>
internal sealed class PartyNews(IPartyStatuses statuses, PartnerBook book, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OcpiLinks links = new(time);
    private readonly Dictionary<string, DateTimeOffset> notBefore = [];
    private readonly Dictionary<string, OcpiConnection> asked = [];

    /// <summary>One look at everybody. Who fails is left alone for a while.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        if (!await statuses.RefreshAsync(cancellation)) return;
        foreach (var partner in book.All)
        {
            if (partner.Settings is not OcpiOptions { Connection: { } connection } || !connection.Version.Routes || statuses.IsAway(partner)) continue;
            if (notBefore.TryGetValue(partner.Id, out var until) && time.GetUtcNow() < until) continue;
            if (partner.IsHub && !ReferenceEquals(asked.GetValueOrDefault(partner.Id), connection) && await AskAsync(partner, cancellation)) asked[partner.Id] = connection;
            foreach (var untold in await statuses.FindUntoldAsync(partner, ReachableParties.Of(partner, book, time.GetUtcNow()), cancellation))
                if (!await TellAsync(partner, untold, cancellation)) break;
        }
    }

    public void Dispose() => links.Dispose();

    private async Task<bool> TellAsync(Partner partner, ToldStatus news, CancellationToken cancellation)
    {
        var link = links.Of(partner);
        var (endpoint, trouble) = await link.Endpoints.FindAsync(HubClientInfo.Module, Side.Receiver, cancellation);
        if (endpoint is null)
        {
            // Who has no such module doesn't want to know.
            if (trouble is Outcome.Held { Hold.Code: "NoModule" }) return await statuses.TellAsync(partner, news);
            return LeaveAlone(partner, trouble!.ToString());
        }
        if (!await statuses.TellAsync(partner, news)) return true;
        var party = news.Status.Party!;
        var url = new UriBuilder(endpoint);
        url.Path = $"{url.Path.TrimEnd('/')}/{party.CountryCode}/{party.Id}";
        var reply = await link.SendAsync(new OcpiLink.Call(HttpMethod.Put, url.Uri, Guid.NewGuid().ToString()) { Body = Write(news.Status) }, CancellationToken.None);
        if (OcpiOutcomes.Of(reply, repeat: true) is Outcome.Delivered) return true;
        await statuses.UntellAsync(partner, news);
        if (reply is OcpiReply.Answered { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone } or OcpiReply.Unheard) link.Endpoints.Forget();
        return LeaveAlone(partner, reply is OcpiReply.Answered answered ? $"HTTP {(int)answered.Status}" : reply.ToString());
    }

    /// <summary>Everybody behind a hub, as it lists them. True when it was asked, or has no list.</summary>
    private async Task<bool> AskAsync(Partner hub, CancellationToken cancellation)
    {
        var link = links.Of(hub);
        var (endpoint, trouble) = await link.Endpoints.FindAsync(HubClientInfo.Module, Side.Sender, cancellation);
        if (endpoint is null) return trouble is Outcome.Held { Hold.Code: "NoModule" } || LeaveAlone(hub, trouble!.ToString());
        var (paging, count) = (new Paging(endpoint), new PageCount());
        for (var url = paging.First; url is not null;)
        {
            var reply = await link.GetPageAsync(url, Guid.NewGuid().ToString(), [], cancellation);
            var (page, why) = ListAnswer.Of(reply, later: false);
            if (page is null) return LeaveAlone(hub, why?.Reason ?? "an answer that is no OCPI list");
            var faults = new List<Fault>();
            var told = page.Items.Select(item => Document.FromJson(item.Span, out _) is { } document ? ClientInfo.Read(document.Root, faults) : null).OfType<PartyStatus>().ToList();
            if (faults.Count > 0) OcpiEvents.PartyNewsUnread(logger, hub.Id, new Refusal(RefusalKind.BadContent, faults).ToString());
            if (told.Count > 0 && !await statuses.HearAsync(hub, told)) return false;
            var answered = (OcpiReply.Answered)reply;
            var next = paging.Next(url, answered.Links, answered.TotalCount, page.Items.Count);
            url = next is null || count.Stops(url, next, answered.TotalCount, page.Items.Count) is not null ? null : next;
        }
        return true;
    }

    private bool LeaveAlone(Partner partner, string why)
    {
        notBefore[partner.Id] = time.GetUtcNow() + Patience;
        OcpiEvents.PartyNewsFailed(logger, partner.Id, why);
        return false;
    }

    private static byte[] Write(PartyStatus status)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            ClientInfo.Write(buffer.Writer, status);
            return Encoding.UTF8.GetBytes(buffer.Text);
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }
}
