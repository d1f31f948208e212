namespace ProtocolGateway.Canonical;

/// <summary>How ids of EVSEs, contracts and RFID cards are compared (translation.md section 1, rule 6).</summary>
public static class Ids
{
    /// <summary>Upper case, without the separators <c>* - _</c> and blanks: what such ids are looked up by.</summary>
    public static string Key(string id)
    {
        Span<char> key = id.Length <= 128 ? stackalloc char[id.Length] : new char[id.Length];
        var length = 0;
        foreach (var c in id)
            if (c is not ('*' or '-' or '_' or ' ')) key[length++] = char.ToUpperInvariant(c);
        return key[..length].ToString();
    }

    /// <summary>True when both ids name the same thing by case alone; ids that need their separators removed are not the same.</summary>
    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
