using System.Diagnostics;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Telemetry;

/// <summary>
/// The gateway's own spans: one trace for each exchange, from the request over journal and bus to the partner's answer. While
/// nobody listens there is none, and nothing is allocated. docs/observability.md explains each.
/// </summary>
public static class Traces
{
    public const string Name = "ProtocolGateway";

    internal const string Exchange = "gateway.exchange.id";
    internal const string Delivery = "gateway.delivery.id";
    internal const string Partner = "gateway.partner";
    internal const string Operation = "gateway.operation";
    internal const string Message = "gateway.message";
    internal const string Attempt = "gateway.attempt";
    internal const string Outcome = "gateway.outcome";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>What is done with something heard: <c>accept</c>, <c>refuse</c>, <c>find</c>.</summary>
    internal static Activity? Hear(string what, Heard heard)
    {
        if (Source.StartActivity(what) is not { } span) return null;
        return span.SetTag(Partner, heard.Partner?.Id).SetTag(Operation, heard.Operation);
    }

    /// <summary>A part of the span in progress; none where there is no trace.</summary>
    internal static Activity? Part(string what) => Activity.Current is null ? null : Source.StartActivity(what);

    /// <summary>Puts a delivery on the bus.</summary>
    /// <param name="trace">The exchange's.</param>
    internal static Activity? Dispatch(string? trace, Guid delivery, string partner) =>
        Continue("dispatch", ActivityKind.Producer, trace)?.SetTag(Delivery, delivery).SetTag(Partner, partner);

    /// <summary>Says a delivery, however long after it was heard.</summary>
    /// <param name="begun">When it was taken from the bus.</param>
    internal static Activity? Deliver(string? trace, DateTimeOffset begun, Guid delivery, Partners.Partner partner) =>
        Continue("deliver", ActivityKind.Consumer, trace, begun)?.SetTag(Delivery, delivery).SetTag(Partner, partner.Id);

    /// <summary>What the journal keeps so that the trace goes on later; null when nobody will see it.</summary>
    internal static string? Carry(Activity? span) => span is { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? span.Id : null;

    private static Activity? Continue(string what, ActivityKind kind, string? trace, DateTimeOffset begun = default)
    {
        if (trace is null || !Source.HasListeners() || !ActivityContext.TryParse(trace, null, isRemote: true, out var parent)) return null;
        // The bus may have spans of its own in between.
        if (Activity.Current is { } current && current.TraceId == parent.TraceId) parent = current.Context;
        return Source.StartActivity(what, kind, parent, startTime: begun);
    }
}
