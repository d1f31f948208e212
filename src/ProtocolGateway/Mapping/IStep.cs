using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping;

/// <summary>
/// Completes a message before it is written: canonical in, canonical out. Named in mapping files under <c>before writing:</c>.
/// A step fills only what is missing, and says what it supplied and from where.
/// </summary>
public interface IStep
{
    /// <summary>The name in mapping files.</summary>
    string Name { get; }

    /// <summary>In one sentence, for the people who edit mapping files.</summary>
    string Purpose { get; }

    /// <summary>Works on <see cref="Completion.Message"/>. A hold says what is missing; null when all is well.</summary>
    ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation);
}

/// <summary>A message on its way to a partner, and everything that may complete it.</summary>
public sealed class Completion
{
    /// <summary>The message so far; a step that changes it puts the new one here.</summary>
    public required object Message { get; set; }

    public required IDirectory Directory { get; init; }

    /// <summary>All locations; null where nobody knows them.</summary>
    public IPlaces? Places { get; init; }

    public required ISessions Sessions { get; init; }

    /// <summary>Whom it is for; null when translating offline without a partner.</summary>
    public Partner? Partner { get; init; }

    /// <summary>Who said it; null when translating offline without one.</summary>
    public Partner? Source { get; init; }

    public Agreement? Agreement { get; init; }

    /// <summary>Our own party: who assigned the ids that we made.</summary>
    public required Canonical.PartyId Gateway { get; init; }

    /// <summary>When the message became deliverable: fixed at the first attempt, the time of our own act.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In which it was heard; null where that has no part in a journal.</summary>
    public Guid? Exchange { get; init; }

    /// <summary>What records were rated at when they were told first; null where nothing is kept.</summary>
    public IRatings? Ratings { get; init; }

    /// <summary>What it was rated at just now: whoever tells it keeps that before.</summary>
    public RatedPrice? Rated { get; set; }

    public List<Loss> Losses { get; } = [];

    /// <summary>What several steps ask for, looked up once.</summary>
    internal Steps.StepMemory Memory { get; } = new();

    /// <summary>Is told what steps do; null where nobody asks.</summary>
    public Trail? Trail { get; init; }

    /// <summary>Reports a value that a step filled in.</summary>
    /// <param name="entry">What it is from, where that is an entry of directory or session's memory, or an agreement.</param>
    public void Supplied(string place, string from, object? entry = null)
    {
        Losses.Add(new Loss(LossKind.Supplied, place, from));
        if (entry is not null) Trail?.Took(place, entry);
    }
}
