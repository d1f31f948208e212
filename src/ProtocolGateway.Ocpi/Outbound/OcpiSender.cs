using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>From a delivery to its document, over the wire, to its outcome.</summary>
internal sealed class OcpiSender(OwnAddress own, TimeProvider time, ILogger logger) : IDisposable
{
    // A directory is told by the thousand: whoever has no module for it is not asked about it each time.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Partner, string Module), (DateTimeOffset Until, string Text)> unwanted = new();
    private readonly OcpiLinks links = new(time);

    public async Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var operation = (OcpiOperation)delivery.Operation;
        var to = Address(delivery, operation);
        var draft = Draft(delivery, operation, to);
        var outcome = (draft?.Hold ?? NotWanted(delivery)) is { } hold ? new Outcome.Held(hold) : await CallAsync(delivery, to, draft?.Text, cancellation);
        OcpiEvents.Said(logger, delivery.Id, delivery.Partner.Id, outcome.GetType().Name);
        return outcome with { Losses = [.. delivery.Supplied, .. draft?.Losses ?? [], .. outcome.Losses] };
    }

    /// <summary>What would be said, without saying it; null for what has no body.</summary>
    public Draft? Draft(Delivery delivery)
    {
        var operation = (OcpiOperation)delivery.Operation;
        return Draft(delivery, operation, Address(delivery, operation));
    }

    public void Dispose() => links.Dispose();

    private static Draft? Draft(Delivery delivery, OcpiOperation operation, Addressee to)
    {
        if (delivery.Mapping is not { } mapping || !operation.HasBody(Matter.Of(delivery.Message))) return null;
        if (NotWanted(delivery) is { } unwanted) return new(mapping, null, unwanted, []);
        var context = new WriteContext
        {
            Envelope = to.ResultUrl is null ? [] : new Dictionary<string, string> { ["response_url"] = to.ResultUrl },
            Trail = delivery.Trail,
        };
        var json = Write(delivery, context, out var hold);
        return new(mapping, hold is null ? json : null, hold, context.Losses);
    }

    private Addressee Address(Delivery delivery, OcpiOperation operation)
    {
        var version = ((OcpiOptions)delivery.Partner.Settings).Version;
        return operation is { Command: { } command, CommandId: { } idOf } && idOf(delivery.Message) is { } id
            ? new(version, ResultAddress.Write(own.Url, version, command, id))
            : new(version, null);
    }

    private async Task<Outcome> CallAsync(Delivery delivery, Addressee to, string? json, CancellationToken cancellation)
    {
        var operation = (OcpiOperation)delivery.Operation;
        var link = links.Of(delivery.Partner);
        if (operation.IsNews && unwanted.TryGetValue((delivery.Partner.Id, operation.Module), out var known) && time.GetUtcNow() < known.Until)
            return new Outcome.Unwanted(known.Text);
        var (url, trouble) = await UrlAsync(delivery, operation, to, link, cancellation);
        if (url is null) return trouble!;
        var call = new OcpiLink.Call(new HttpMethod(operation.Method), url, delivery.Id.ToString())
        {
            Body = json is null ? null : Encoding.UTF8.GetBytes(json),
            Routing = Routing(delivery),
        };
        if (link.Options.TariffsAreImmutable && delivery.Message is TariffPublished { Tariff: not null }
            && await ImmutableTariffs.FindAsync(link, call, delivery.Mapping!, cancellation) is { } settled) return settled;
        var reply = await link.SendAsync(call, cancellation);

        if (reply is OcpiReply.Unheard) link.Endpoints.Forget();
        if (reply is OcpiReply.Answered { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone }
            && operation.Url is null && !AnswerReading.MayBeUnknown(operation))
        {
            // Perhaps the module has moved. Nobody acted on what was said there, so that it may be said at its new address.
            link.Endpoints.Forget();
            var (moved, _) = await UrlAsync(delivery, operation, to, link, cancellation);
            if (moved is not null && moved != url) reply = await link.SendAsync(call = call with { Url = moved }, cancellation);
        }

        var answering = operation.AnswerMapping is { } name ? delivery.Mappings.Find(delivery.Partner.Dialect, name, delivery.Partner.Id) : null;
        var outcome = operation.UnknownIsTaken && reply is OcpiReply.Answered { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone }
            ? new Outcome.Delivered("they didn't know it")
            : AnswerReading.Read(reply, OcpiOutcomes.Of(reply, delivery.Repeat), operation, answering);
        if (outcome is Outcome.Refused refused && AnswerReading.IsPlaceUnknown(operation, reply)) outcome = refused with { PlaceUnknown = true };
        return outcome with
        {
            Sent = reply is OcpiReply.Unheard ? null : json ?? $"{call.Method} {call.Url}",
            Answer = reply is OcpiReply.Answered answered ? link.Connection!.Blank(answered.ToString()) : null,
        };
    }

    /// <summary>Partners' endpoint lists are taken as they are (contract.md section 2): what is only news is not kept for a module that may never come.</summary>
    private Outcome.Unwanted Unwanted(Partner partner, OcpiOperation operation, string text)
    {
        unwanted[(partner.Id, operation.Module)] = (time.GetUtcNow() + LookAgainAfter, text);
        return new(text);
    }

    private static Hold? NotWanted(Delivery delivery) =>
        delivery.Message is ChargeDetailRecordIssued { Record.Credit: true } && !((OcpiOptions)delivery.Partner.Settings).CreditRecords
            ? new Hold("NoCreditRecords", "the partner takes no credit notes (CreditRecords): settle it another way", "settings")
            : null;

    private async Task<(Uri? Url, Outcome? Trouble)> UrlAsync(
        Delivery delivery, OcpiOperation operation, Addressee to, OcpiLink link, CancellationToken cancellation)
    {
        if (operation.Url is { } own)
            return Uri.TryCreate(own(delivery.Message), UriKind.Absolute, out var told) && link.Options.MayAnswer(told)
                ? (told, null)
                : (null, new Outcome.Held(new Hold("NoAddress", "what the partner calls its response_url is no address that may be called")));
        var (endpoint, trouble) = await link.Endpoints.FindAsync(operation.Module, operation.Side, cancellation);
        if (endpoint is null) return (null, operation.IsNews && trouble is Outcome.Held { Hold: { Code: "NoModule" } hold } ? Unwanted(delivery.Partner, operation, hold.Text) : trouble);
        return (operation.UrlOf(endpoint, delivery.Message, to), null);
    }

    private static string Write(Delivery delivery, WriteContext context, out Hold? hold)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            hold = delivery.Mapping!.Write(Matter.Of(delivery.Message), Matter.Of(delivery.Heard), new JsonDocumentWriter(buffer.Writer), context);
            if (hold is not null) return "";
            buffer.Writer.WriteEndObject();
            return buffer.Text;
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }

    /// <summary>The two parties (ocpi.md section 4).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Routing(Delivery delivery)
    {
        var options = (OcpiOptions)delivery.Partner.Settings;
        if (!options.Version.Routes) yield break;
        if ((options.AddressedHub ?? delivery.To) is { } to)
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
}
