namespace ProtocolGateway.Acceptance.Day;

/// <summary>How the driver came to charge.</summary>
internal enum Way
{
    /// <summary>The card's eMSP is asked.</summary>
    Card,

    /// <summary>The card is in the directory, and answered from there.</summary>
    Whitelisted,

    /// <summary>The eMSP starts, on the driver's behalf.</summary>
    Remote,

    /// <summary>The charge point had no connection: its record is the first that anybody hears.</summary>
    Offline,
}

/// <summary>What goes wrong with a session.</summary>
internal enum Mishap
{
    None,

    /// <summary>The record is sent twice.</summary>
    Twice,

    /// <summary>The record comes before the report of its end.</summary>
    BeforeItsEnd,

    /// <summary>A second record with more energy follows when the first is taken.</summary>
    Changed,

    /// <summary>The record names no price, and nobody knows one.</summary>
    Unpriced,

    /// <summary>Nobody ever told where the EVSE is.</summary>
    UnknownPlace,

    /// <summary>No record ever comes.</summary>
    NeverBilled,
}

/// <summary>One charging session as the simulator planned it: what was metered, what it costs, who pays.</summary>
/// <param name="Payer">The party whose driver it is.</param>
/// <param name="Wh">Whole watt-hours.</param>
/// <param name="Price">In EUR, without VAT.</param>
/// <param name="Stumble">What the payer's system does when the record comes; null: takes it.</param>
internal sealed record Charge(
    int Number, string Payer, Way Way, Mishap Mishap, string Evse, string Card, DateTimeOffset Start, DateTimeOffset End, int Wh, decimal Price, Behaviour? Stumble)
{
    /// <summary>The CPO's own id of the session.</summary>
    public string OwnId => $"CPO-{Number}";

    /// <summary>The contract that the card belongs to.</summary>
    public string Contract => $"{Payer.Replace('*', '-')}-C{Number:D8}";

    /// <summary>What the CPO knows the session by: from the answer to its question, or from the start that it was sent.</summary>
    public string Session { get; set; } = "";

    /// <summary>Whether its payer is told of it: OCPI has no record without a price or a place, eMIP has.</summary>
    public bool IsBilled => Mishap switch
    {
        Mishap.NeverBilled => false,
        Mishap.UnknownPlace or Mishap.Unpriced => Payer == Plan.BehindEmipHub,
        _ => true,
    };

    /// <summary>What its payer should be told, under that id.</summary>
    public Bill Bill(string id) => new(id, Evse, Wh, Mishap == Mishap.Unpriced ? null : Price, Start, End);
}

/// <summary>What a payer is told to pay for.</summary>
/// <param name="Id">OCPI's id of the record; the CPO's own id of the session in eMIP.</param>
/// <param name="Price">In EUR; null when nobody told one, or told it in another currency.</param>
internal sealed record Bill(string Id, string Evse, decimal Wh, decimal? Price, DateTimeOffset Start, DateTimeOffset End);
