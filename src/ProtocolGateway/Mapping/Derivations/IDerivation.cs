namespace ProtocolGateway.Mapping.Derivations;

/// <summary>
/// What a record says by itself once it is read: the same matter in another of its fields. Named in mapping files under
/// <c>after reading:</c>. A pure function: it looks nothing up.
/// </summary>
internal interface IDerivation
{
    /// <summary>The name in mapping files.</summary>
    string Name { get; }

    /// <summary>In one sentence, for the people who edit mapping files.</summary>
    string Purpose { get; }

    /// <summary>The records that it works on.</summary>
    IReadOnlyList<Type> Records { get; }

    /// <summary>The record with what follows from it; what it had before stays.</summary>
    object Apply(object record, List<Loss> losses);

    /// <summary>The fields of ours that it makes a field of; empty where that is what the file says of the document as a whole.</summary>
    IReadOnlyList<string> Of(string path);
}

/// <summary>Every derivation that a mapping file may name.</summary>
internal static class KnownDerivations
{
    public static IReadOnlyList<IDerivation> All { get; } = [new PlaceFromLocation(), new StatusInTwo(), new Published()];
}
