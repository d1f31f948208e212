using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>From a delivery to its document, over the wire, to its outcome.</summary>
internal sealed class OcpiSender(TimeProvider time, ILogger logger) : IDisposable
{
    private readonly OcpiLinks links = new(time);

    public async Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var context = new WriteContext();
        context.Losses.AddRange(delivery.Supplied);
        var json = Write(delivery, context, out var hold);
        var outcome = hold is not null ? new Outcome.Held(hold) : await PostAsync(delivery, json, cancellation);
        OcpiEvents.Said(logger, delivery.Id, delivery.Partner.Id, outcome.GetType().Name);
        return outcome with { Losses = context.Losses };
    }

    public void Dispose() => links.Dispose();

    private async Task<Outcome> PostAsync(Delivery delivery, string json, CancellationToken cancellation)
    {
        var link = links.Of(delivery.Partner);
        if (link.Options.VersionsUrl is null)
            return new Outcome.Held(new Hold("NoModule", "the partner has no VersionsUrl in the settings: nothing can be sent there", "settings"));

        var (endpoint, trouble) = await link.Endpoints.FindAsync("cdrs", "RECEIVER", cancellation);
        if (endpoint is null) return trouble!;
        var body = Encoding.UTF8.GetBytes(json);
        var correlation = delivery.Id.ToString();
        var reply = await link.PostAsync(endpoint, body, correlation, Routing(delivery), cancellation);

        if (reply is OcpiReply.Unheard) link.Endpoints.Forget();
        if (reply is OcpiReply.Answered { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone })
        {
            // Perhaps the module has moved. Nobody acted on what was said there, so that it may be said at its new address.
            link.Endpoints.Forget();
            var (moved, _) = await link.Endpoints.FindAsync("cdrs", "RECEIVER", cancellation);
            if (moved is not null && moved != endpoint)
                reply = await link.PostAsync(moved, body, correlation, Routing(delivery), cancellation);
        }

        var outcome = OcpiOutcomes.Of(reply, delivery.Repeat);
        return outcome with
        {
            Sent = reply is OcpiReply.Unheard ? null : json,
            Answer = reply is OcpiReply.Answered answered ? Blank(answered.ToString(), link.Options) : null,
        };
    }

    private static string Write(Delivery delivery, WriteContext context, out Hold? hold)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            hold = delivery.Mapping!.Write(Matter(delivery.Message), Matter(delivery.Heard), new JsonDocumentWriter(buffer.Writer), context);
            if (hold is not null) return "";
            buffer.Writer.WriteEndObject();
            return buffer.Text;
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }

    private static object Matter(object message) => message is ChargeDetailRecordIssued issued ? issued.Record : message;

    /// <summary>The two parties (ocpi.md section 4).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Routing(Delivery delivery)
    {
        if (!((OcpiOptions)delivery.Partner.Settings).Version.Routes) yield break;
        if (delivery.To is { } to)
        {
            yield return new(OcpiHeaders.ToCountry, to.CountryCode);
            yield return new(OcpiHeaders.ToParty, to.Id);
        }
        if (delivery.From is { } from)
        {
            yield return new(OcpiHeaders.FromCountry, from.CountryCode);
            yield return new(OcpiHeaders.FromParty, from.Id);
        }
    }

    /// <summary>A peer that echoes our token must not bring it into the journal.</summary>
    private static string Blank(string text, OcpiOptions options) =>
        text.Replace(options.OutboundToken!, "***", StringComparison.Ordinal)
            .Replace(options.Authorization["Token ".Length..], "***", StringComparison.Ordinal);
}
