using MassTransit;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Telemetry;

/// <summary>What the gateway stands on, as far as its health asks (contract.md section 3: <c>/health</c>).</summary>
public interface IHealth
{
    /// <summary>The process turns: the writer's thread and the search for what is due have not stood still for a minute.</summary>
    bool IsLive { get; }

    /// <summary>The last commit succeeded.</summary>
    bool JournalIsUp { get; }

    /// <summary>Does not count for readiness: without a bus messages are accepted, and sent when it is back.</summary>
    bool BusIsUp { get; }

    /// <summary>What a person should look at before it is too late; none of it keeps the gateway from serving.</summary>
    IReadOnlyList<string> Warnings { get; }
}

/// <param name="bus">None where a test moves the bus by hand.</param>
internal sealed class Bearings(JournalMeter journal, Turns turns, Certificates certificates, IBusControl? bus = null, IMappings? mappings = null) : IHealth
{
    public static TimeSpan Stuck { get; } = TimeSpan.FromSeconds(60);

    public bool IsLive => journal.IsAlive() && journal.WritingFor < Stuck && turns.Idle < Stuck;

    public bool JournalIsUp => journal.IsUp;

    public IReadOnlyList<string> Warnings => mappings?.Refused is { } refused
        ? [.. certificates.Warnings, $"The mapping files have {refused.Faults.Count} faults since {refused.At:u}, and {mappings.Current.Version} stays in force: /api/mappings lists them."]
        : certificates.Warnings;

    public bool BusIsUp => bus is null || bus.CheckHealth().Status == BusHealthStatus.Healthy;
}
