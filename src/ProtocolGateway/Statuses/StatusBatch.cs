using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>Reports that go to the journal together: one state for each place, however many came.</summary>
internal sealed class StatusBatch
{
    /// <summary>So many places at once; who comes with another one waits for the next batch, elsewhere (503).</summary>
    public const int Most = 2048;

    private readonly Dictionary<StatusPlace, EvseState> states = [];
    private readonly List<WideReport> wide = [];

    // Whoever waits must not run on the writer's thread.
    private readonly TaskCompletionSource<JournalUnavailable?> written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsEmpty => states.Count == 0;

    /// <summary>In the order of their places, so that no two nodes wait for each other's rows.</summary>
    public IReadOnlyList<EvseState> States =>
        [.. states.Values.OrderBy(s => s.Place.Owner, StringComparer.Ordinal).ThenBy(s => s.Place.Scope).ThenBy(s => s.Place.Key, StringComparer.Ordinal)];

    /// <summary>The EVSEs that a pool, a station or a connector stands for.</summary>
    public IReadOnlyList<WideReport> Wide => wide;

    /// <summary>Null when it is durable, else why it is not.</summary>
    public Task<JournalUnavailable?> Written => written.Task;

    /// <summary>False when there is no room.</summary>
    /// <param name="coalesced">It was put together with another of the same place.</param>
    public bool TryAdd(EvseState state, IReadOnlyList<(StatusPlace, string)> evses, out bool coalesced)
    {
        coalesced = states.TryGetValue(state.Place, out var known);
        if (!coalesced && states.Count >= Most) return false;
        states[state.Place] = known is null ? state : Newer(known, state);
        if (evses.Count > 0 && !coalesced) wide.Add(new(state.Place, evses));
        return true;
    }

    public void Done(JournalUnavailable? unavailable) => written.TrySetResult(unavailable);

    public void Fail(Exception bug) => written.TrySetException(bug);

    private static EvseState Newer(EvseState known, EvseState next)
    {
        var availability = next.Availability is { } a && !(known.Availability?.ChangedAt > a.ChangedAt);
        var busy = next.Busy is { } b && !(known.Busy?.ChangedAt > b.ChangedAt);
        if (!availability && !busy) return known;
        return next with { Availability = availability ? next.Availability : known.Availability, Busy = busy ? next.Busy : known.Busy };
    }
}

/// <summary>A report that is about several EVSEs.</summary>
/// <param name="Evses">Those of the location now, with their ids.</param>
internal sealed record WideReport(StatusPlace Place, IReadOnlyList<(StatusPlace Place, string Id)> Evses);
