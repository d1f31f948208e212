using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Exchanges;

/// <summary>What a person may do with a delivery (contract.md section 4).</summary>
public interface IDeliveryActions
{
    /// <summary>Back to Owed, and due at once: what is Held, Refused or InDoubt, and what waits for a later try. Ends a pause of its partner that no person made.</summary>
    Task<ActionResult> RetryAsync(Guid delivery, CancellationToken cancellation) => RetryAsync(delivery, new MappingChoice.OfNow(), cancellation);

    /// <param name="mapping">The mapping files that write it.</param>
    Task<ActionResult> RetryAsync(Guid delivery, MappingChoice mapping, CancellationToken cancellation);

    /// <summary>Away for good: what is neither Delivered nor Superseded.</summary>
    Task<ActionResult> DropAsync(Guid delivery, string reason, CancellationToken cancellation);
}

/// <summary>What became of what a person asked for. The set is closed.</summary>
public abstract record ActionResult
{
    private ActionResult() { }

    public sealed record Done : ActionResult;

    /// <summary>There is no such delivery or partner.</summary>
    public sealed record Unknown : ActionResult;

    /// <summary>It can't be done now.</summary>
    /// <param name="Reason">In words for the person.</param>
    public sealed record Impossible(string Reason) : ActionResult;

    /// <summary>The journal is out of reach; nothing is changed.</summary>
    public sealed record Busy(string Reason) : ActionResult;
}

internal sealed class DeliveryActions(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Release release, PartnerActions partners, IMappingHistory history, DispatcherSignal signal, TimeProvider time)
    : IDeliveryActions
{
    private const string BeingSaid = "It is being said right now.";

    public async Task<ActionResult> RetryAsync(Guid delivery, MappingChoice mapping, CancellationToken cancellation)
    {
        if (await FindAsync(delivery, cancellation).ConfigureAwait(false) is not { } row) return new ActionResult.Unknown();
        if (row.State is DeliveryState.Delivered or DeliveryState.Superseded or DeliveryState.Dropped)
            return new ActionResult.Impossible($"It is {row.State}: that is final.");
        if (await VersionAsync(row.Id, mapping, cancellation).ConfigureAwait(false) is not { } version)
            return new ActionResult.Impossible(mapping is MappingChoice.Of of ? $"Version {of.Version} of the mapping files was never in force." : "No version of the mapping files has written it yet.");
        var cause = version == MappingChoice.Now ? "retried by a person" : $"retried by a person, with version {version} of the mapping files";
        if (row.PartnerId is { } partner && await partners.ResumeForRetryAsync(partner).ConfigureAwait(false) is ActionResult.Busy busy) return busy;
        if (row.State == DeliveryState.Held)
            return Tell(await release.ReleaseAsync(row.Sequence, cause, version, cancellation).ConfigureAwait(false));
        // Whoever was in doubt may have heard it.
        var change = new StateChange(DeliveryState.Owed, cause) { Repeat = row.Repeat, MappingVersion = version };
        return await ChangeAsync(row, change, BeingSaid).ConfigureAwait(false);
    }

    public async Task<ActionResult> DropAsync(Guid delivery, string reason, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new ActionResult.Impossible("Dropping needs a reason.");
        if (await FindAsync(delivery, cancellation).ConfigureAwait(false) is not { } row) return new ActionResult.Unknown();
        if (row.State is DeliveryState.Delivered or DeliveryState.Superseded or DeliveryState.Dropped)
            return new ActionResult.Impossible($"It is {row.State}: that is final.");
        var change = new StateChange(DeliveryState.Dropped, $"dropped by a person: {reason}") { Hold = new("Dropped", reason), Repeat = row.Repeat };
        return await ChangeAsync(row, change, BeingSaid).ConfigureAwait(false);
    }

    private static ActionResult Tell(ReleaseResult result) => result switch
    {
        ReleaseResult.Released => new ActionResult.Done(),
        ReleaseResult.StillHeld still => new ActionResult.Impossible($"It is still held. {still.Reason}"),
        ReleaseResult.HeldNoLonger => new ActionResult.Impossible("It is held no longer."),
        ReleaseResult.Busy busy => new ActionResult.Busy(busy.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "This result has no answer."),
    };

    private async Task<DeliveryRow?> FindAsync(Guid delivery, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await journal.Deliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == delivery, cancellation).ConfigureAwait(false);
    }

    /// <summary>Null when there is none such.</summary>
    private async Task<string?> VersionAsync(Guid delivery, MappingChoice mapping, CancellationToken cancellation) => mapping switch
    {
        MappingChoice.Of of => await history.WasInForceAsync(of.Version, cancellation).ConfigureAwait(false) ? of.Version : null,
        MappingChoice.OfThen => await history.FindWriterAsync(delivery, cancellation).ConfigureAwait(false),
        _ => MappingChoice.Now,
    };

    private async Task<ActionResult> ChangeAsync(DeliveryRow row, StateChange change, string otherwise)
    {
        var written = await writer.WriteAsync(
            journal => journal.Deliveries.Change(row.Sequence, row.State, change, time.GetUtcNow())).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return new ActionResult.Busy(unavailable.Text);
        if (!written.Value) return new ActionResult.Impossible(otherwise);
        signal.Wake();
        return new ActionResult.Done();
    }
}
