using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Publishing;

/// <summary>Takes what partners publish: locations, tariffs, tokens, invoice records.</summary>
public interface IPublishing
{
    /// <summary>
    /// Takes an object: when this returns <see cref="Publication.Taken"/> the exchange, the object and one owed delivery for everybody who
    /// may see it are on disk. The same once more is acknowledged and owes nothing; one that is older than what is known changes nothing.
    /// </summary>
    Task<Publication> PublishAsync(HeardObject said, CancellationToken cancellation);
}

/// <summary>An object heard and read.</summary>
public sealed record HeardObject
{
    public required Heard Heard { get; init; }

    /// <summary>The reading of <see cref="Heard"/>; its message is the whole record, as it is from now on.</summary>
    public required Reading Reading { get; init; }

    /// <summary>The owner withdraws it; the record is what was published last.</summary>
    public bool Withdraws { get; init; }

    /// <summary>Its partner's whole list lacks it: the record is what becomes of it.</summary>
    public bool IsMissing { get; init; }

    /// <summary>What was changed, where the sender said a part only: nothing is taken when it is no longer as it was.</summary>
    public PublishedObject? Basis { get; init; }

    /// <summary>Writes the answer that the partner will get; it is journaled with the exchange.</summary>
    public required Func<Publication, string> Answer { get; init; }
}

/// <summary>What became of an object that was said. The set is closed.</summary>
public abstract record Publication
{
    private Publication() { }

    /// <summary>Written and durable, or known already.</summary>
    /// <param name="Created">It wasn't known, or was withdrawn.</param>
    /// <param name="Changed">False for the same once more, and for what is older than what is known.</param>
    public sealed record Taken(Guid ExchangeId, bool Created, bool Changed) : Publication
    {
        /// <summary>A location's EVSEs that were known and stand differently now; they are reported to <see cref="Statuses.IEvseStates"/>.</summary>
        public IReadOnlyList<Canonical.Evse> ChangedStatuses { get; init; } = [];
    }

    /// <summary>Refused; the refusal is journaled.</summary>
    public sealed record Refused(Refusal Refusal) : Publication;

    /// <summary>It changed since <see cref="HeardObject.Basis"/> was read: nothing was taken or journaled, it is to be merged once more.</summary>
    public sealed record Stale : Publication;

    /// <summary>The journal is out of reach or full: nothing was taken, the sender tries again (HTTP 503).</summary>
    public sealed record Busy(string Text) : Publication;
}
