namespace ProtocolGateway.Journal;

/// <summary>A command whose result may come later than its answer.</summary>
public sealed class CommandRow
{
    /// <summary>Made by us, and not to be guessed: the address of the result has it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The question's.</summary>
    public Guid ExchangeId { get; init; }

    public Guid? SessionId { get; init; }

    /// <summary>The canonical name of the question.</summary>
    public string Question { get; init; } = "";

    /// <summary>What the asker calls it; null where it waits.</summary>
    public string? Type { get; init; }

    public string AskerId { get; init; } = "";

    public string AskedId { get; init; } = "";

    public string? FromParty { get; init; }

    public string? ToParty { get; init; }

    /// <summary>Where the asker wants to be told; null where it waits.</summary>
    public string? ResponseUrl { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Until then a result is awaited.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>What came of it, as JSON; null while nobody knows.</summary>
    public string? Result { get; set; }

    /// <summary>The asker was answered before the result was known, and expects no other.</summary>
    public bool Told { get; set; }
}

/// <summary>A reservation by the number that we gave it.</summary>
public sealed class ReservationRow
{
    public int Number { get; init; }

    /// <summary>The eMSP's key.</summary>
    public string Emsp { get; init; } = "";

    /// <summary>The eMSP's id of it.</summary>
    public string ReservationId { get; init; } = "";

    /// <summary>The CPO's party id.</summary>
    public string Cpo { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }
}
