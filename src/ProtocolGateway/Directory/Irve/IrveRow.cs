using System.Globalization;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory.Irve;

/// <summary>One line of an IRVE file: one charge point (<c>point de charge</c>).</summary>
internal sealed class IrveRow(int number, IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> fields)
{
    private readonly List<Fault> faults = [];

    /// <summary>From 1, the header not counted.</summary>
    public int Number => number;

    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Null where the column is missing or the field empty.</summary>
    public string? this[string column] =>
        columns.TryGetValue(column, out var index) && index < fields.Count && fields[index].Length > 0 ? fields[index] : null;

    /// <summary>Version 2 writes true and false, older files 1 and 0. Null where nothing is told.</summary>
    public bool? Flag(string column) => this[column]?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "1" or "VRAI" or "OUI" => true,
        "FALSE" or "0" or "FAUX" or "NON" => false,
        var other => Fault<bool?>(column, $"'{other}' was found; expected true or false"),
    };

    public string? Required(string column) => this[column] ?? Fault<string>(column, "missing");

    /// <summary>With a point or a comma before the decimals.</summary>
    public decimal? Amount(string column)
    {
        if (this[column] is not { } text) return null;
        return decimal.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : Fault<decimal?>(column, $"'{text}' is not a number");
    }

    public T? Fault<T>(string column, string text)
    {
        faults.Add(new Fault(column, text));
        return default;
    }
}
