using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>Says a fact or a question to a party as its hub (FromIOP), or to a hub as its partner (ToIOP).</summary>
internal sealed class Teller(TimeProvider clock, ILogger log)
{
    private readonly ConditionalWeakTable<EmipOptions, Line> lines = [];

    public async Task<Outcome> TellAsync(Delivery delivery, CancellationToken cancellation)
    {
        var options = (EmipOptions)delivery.Partner.Settings;
        var operation = (EmipOperation)delivery.Operation;
        if (delivery.Mapping is null) return new Outcome.Held(new Hold("NoMapping", $"no mapping says {operation.Name}", "mapping:emip"));
        if (options.Url is null) return new Outcome.Held(new Hold("NoUrl", $"the settings of {delivery.Partner.Id} name no Url", "settings"));

        var root = RequestRoot.For(operation.Service, fromHub: !delivery.Partner.IsHub);
        var draft = Write(delivery, options, root, delivery.Mapping);
        IReadOnlyList<Loss> losses = [.. delivery.Supplied, .. draft.Losses];
        if (draft.Text is not { } element) return new Outcome.Held(draft.Hold!) { Losses = losses };

        var line = lines.GetValue(options, o => new Line(o, clock));
        var (call, trouble) = await line.SendAsync(root.Action, element, cancellation);
        if (trouble is not null && call.Status is null) EmipEvents.NoAnswer(log, delivery.Id, delivery.Partner.Id, trouble);
        var outcome = Judge(call, trouble, delivery, operation);
        return outcome with
        {
            Sent = call.Sent is null ? null : Encoding.UTF8.GetString(call.Sent),
            Answer = call.Status is null ? null : $"HTTP {call.Status}\n{Encoding.UTF8.GetString(call.Answer ?? [])}",
            Losses = [.. losses, .. outcome.Losses],
        };
    }

    /// <summary>What would be said, without saying it.</summary>
    public static IEnumerable<Draft> Draft(Delivery delivery)
    {
        if (delivery.Mapping is not { } mapping) yield break;
        var root = RequestRoot.For(((EmipOperation)delivery.Operation).Service, fromHub: !delivery.Partner.IsHub);
        yield return Write(delivery, (EmipOptions)delivery.Partner.Settings, root, mapping);
    }

    private static Draft Write(Delivery delivery, EmipOptions options, RequestRoot root, CompiledMapping mapping)
    {
        var context = options.Writing(RequestEnvelope.Values(delivery, options, root), delivery.Trail);
        Hold? hold = null;
        var element = SoapEnvelope.WriteElement(root.Namespace, options.NameOf(root), options.QualifiedChildren, writer =>
            hold = mapping.Write(Matter(delivery.Message), Matter(delivery.Heard), options.NestedSessionEvent ? new NestedEventWriter(writer) : writer, context));
        return new Draft(mapping, hold is null ? element : null, hold, context.Losses);
    }

    private static Outcome Judge(Call call, string? trouble, Delivery delivery, EmipOperation operation)
    {
        if (operation.AnswerMapping is not { } name) return AnswerReading.Judge(call, trouble, delivery.Repeat);
        var mapping = delivery.Mappings.Demand(name, delivery.Partner);
        return AnswerReading.Judge(call, trouble, (body, status, _) => QuestionReading.Read(body, status, mapping, delivery.Partner));
    }

    private static object Matter(object message) => message switch
    {
        ChargeDetailRecordIssued issued => issued.Record,
        SessionUpdated updated => updated.Session,
        EvseStatusChanged changed => changed.Report,
        _ => message,
    };
}
