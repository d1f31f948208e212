using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>Says a charge detail record to an eMSP as the hub (FromIOP), or to a hub as a partner (ToIOP): emip.md 2.8.</summary>
internal sealed class Teller(TimeProvider clock, ILogger log)
{
    private readonly ConditionalWeakTable<EmipOptions, Line> lines = [];

    public async Task<Outcome> TellAsync(Delivery delivery, CancellationToken cancellation)
    {
        var options = (EmipOptions)delivery.Partner.Settings;
        if (delivery.Mapping is null) return new Outcome.Held(new Hold("NoMapping", $"no mapping says {delivery.Operation.Name}", "mapping:emip"));
        if (options.Url is null) return new Outcome.Held(new Hold("NoUrl", $"the settings of {delivery.Partner.Id} name no Url", "settings"));

        var root = Root(delivery.Partner);
        var context = new WriteContext { PartySeparator = options.PartyIdSeparator, Envelope = RequestEnvelope.Values(delivery, options, root) };
        Hold? hold = null;
        var element = SoapEnvelope.WriteElement(root.Namespace, root.Name, options.QualifiedChildren, writer =>
            hold = delivery.Mapping.Write(Matter(delivery.Message), Matter(delivery.Heard), writer, context));
        IReadOnlyList<Loss> losses = [.. delivery.Supplied, .. context.Losses];
        if (hold is not null) return new Outcome.Held(hold) { Losses = losses };

        var line = lines.GetValue(options, o => new Line(o, clock));
        var (call, trouble) = await line.SendAsync(root.Action, element, cancellation);
        if (trouble is not null && call.Status is null) EmipEvents.NoAnswer(log, delivery.Id, delivery.Partner.Id, trouble);
        return AnswerReading.Judge(call, trouble, delivery.Repeat) with
        {
            Sent = call.Sent is null ? null : Encoding.UTF8.GetString(call.Sent),
            Answer = call.Status is null ? null : $"HTTP {call.Status}\n{Encoding.UTF8.GetString(call.Answer ?? [])}",
            Losses = losses,
        };
    }

    private static RequestRoot Root(Partner partner)
    {
        var direction = partner.Roles.Any(r => r.Role == Role.HUB) ? "ToIOP" : "FromIOP";
        return RequestRoot.Find(EmipNames.Authorisation, $"eMIP_{direction}_SetChargeDetailRecordRequest")!;
    }

    private static object Matter(object message) => message is ChargeDetailRecordIssued issued ? issued.Record : message;
}
