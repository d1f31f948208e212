using ProtocolGateway.Documents.Schemas;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>All conversions that mapping files can name, and those that the kind of value chooses by itself.</summary>
internal sealed class ConversionBook
{
    private readonly Dictionary<string, Conversion> named;
    private readonly Dictionary<Type, Conversion> chosen = [];

    public ConversionBook()
    {
        Conversion[] chosenByKind =
        [
            new TextConversion(), new YesNoConversion(), new WholeNumberConversion(), new NumberConversion(),
            new InstantConversion(), new HoursConversion(), new PartyConversion(),
        ];
        Conversion[] byNameOnly =
        [
            new RfidConversion(), new EnergyConversion(), new DurationConversion(), new PriceWithVat(), new PriceLimitWithVat(), new CountryConversion(),
            new PreciseInstantConversion(), new WholeSecondConversion(), new PriceBeforeTaxes(), new CoordinateConversion(), new SixDecimalsConversion(),
            new OnlyOneConversion(),
        ];
        foreach (var conversion in chosenByKind) chosen[conversion.Type] = conversion;
        named = chosenByKind.Concat(byNameOnly).ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    public IEnumerable<string> Names => named.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<Conversion> All => named.Values.OrderBy(c => c.Name, StringComparer.Ordinal);

    /// <summary>The names of those that convert values of that type.</summary>
    public IReadOnlyList<string> NamesFor(Type type) => [.. All.Where(c => c.Type == type).Select(c => c.Name)];

    public Conversion? Find(string name) => named.GetValueOrDefault(name);

    /// <summary>The conversion for a kind of value that names none; null for objects, lists and codes.</summary>
    public Conversion? For(Type type) => chosen.GetValueOrDefault(type);

    /// <summary>The conversion of a kind of code: built from its table.</summary>
    public static Conversion ForCodes(Type code, string dialect, IReadOnlyList<CodeLine> lines, ElementSchema schema, bool leaveOut) =>
        (Conversion)Activator.CreateInstance(typeof(CodeConversion<>).MakeGenericType(code), dialect, lines, schema.Codes, leaveOut)!;
}
