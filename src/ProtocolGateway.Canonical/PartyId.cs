namespace ProtocolGateway.Canonical;

/// <summary>
/// A CPO, an eMSP or a hub: ISO 3166 alpha-2 country code and three characters (translation.md section 2).
/// Two ids are equal when they name the same party, whatever their case.
/// </summary>
public sealed record PartyId
{
    /// <summary>ISO 3166 alpha-2, two letters.</summary>
    public string CountryCode { get; init; } = null!;

    /// <summary>Three letters or digits.</summary>
    public string Id { get; init; } = null!;

    /// <summary>For readers that find the two halves one after the other.</summary>
    public PartyId() { }

    public PartyId(string countryCode, string id) => (CountryCode, Id) = (countryCode, id);

    /// <summary>The form without separators, upper case: <c>FR798</c>. What ids are compared and stored by.</summary>
    public string Key => (CountryCode + Id).ToUpperInvariant();

    /// <summary>The house's written form: <c>FR*798</c>.</summary>
    public override string ToString() => $"{CountryCode}*{Id}".ToUpperInvariant();

    public bool Equals(PartyId? other) =>
        other is not null
        && string.Equals(CountryCode, other.CountryCode, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Id, other.Id, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(CountryCode + Id);

    /// <summary>Reads <c>FR*798</c>, <c>FR-798</c>, <c>FR|798</c> or <c>FR798</c>; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PartyId? party)
    {
        party = null;
        text = text.Trim();
        var separated = text.Length == 6 && text[2] is '*' or '-' or '|';
        if (text.Length != (separated ? 6 : 5)) return false;
        var country = text[..2];
        var id = text[(separated ? 3 : 2)..];
        if (!char.IsAsciiLetter(country[0]) || !char.IsAsciiLetter(country[1])) return false;
        foreach (var c in id)
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        party = new PartyId(country.ToString().ToUpperInvariant(), id.ToString().ToUpperInvariant());
        return true;
    }
}
