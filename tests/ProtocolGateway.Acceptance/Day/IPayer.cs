namespace ProtocolGateway.Acceptance.Day;

/// <summary>A partner's system that is told what its drivers owe.</summary>
internal interface IPayer
{
    /// <summary>The party whose drivers it answers for.</summary>
    string Party { get; }

    /// <summary>The records that it took, each once.</summary>
    IReadOnlyList<Bill> Bills { get; }

    /// <summary>Records that came again with another content than they had before.</summary>
    IReadOnlyList<string> Contradictions { get; }

    /// <summary>The id under which it is told of a session.</summary>
    string IdOf(Charge charge);

    /// <summary>The drivers whose cards it allows.</summary>
    void Issue(IEnumerable<Charge> charges);

    void Next(params Behaviour[] behaviours);
}
