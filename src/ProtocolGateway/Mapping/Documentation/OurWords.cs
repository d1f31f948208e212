using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Documentation;

/// <summary>What is to be said of our records and their fields: their summaries, and the kind of value.</summary>
internal sealed partial class OurWords
{
    private readonly Dictionary<string, string> summaries;

    private OurWords(Dictionary<string, string> summaries) => this.summaries = summaries;

    /// <summary>Reads what the compiler made of the records' comments; without the file there are no summaries.</summary>
    public static OurWords Read(string folder)
    {
        var file = Path.Combine(folder, typeof(ChargeDetailRecord).Assembly.GetName().Name + ".xml");
        return new OurWords(!File.Exists(file) ? [] : XDocument.Load(file).Descendants("member").Where(m => m.Element("summary") is not null)
            .ToDictionary(m => (string)m.Attribute("name")!, m => Plain(m.Element("summary")!), StringComparer.Ordinal));
    }

    public string Of(Type record) => summaries.GetValueOrDefault("T:" + record.FullName, "");

    /// <summary>The field's meaning; empty where nobody wrote more than its name says.</summary>
    public string Of(PropertyInfo field) => summaries.GetValueOrDefault($"P:{field.DeclaringType!.FullName}.{field.Name}", "");

    /// <summary>The meaning, and what kind of value it is.</summary>
    public string WithKind(PropertyInfo field) => Of(field) is { Length: > 0 } words ? $"{words} {Kind(field.PropertyType)}." : $"{Kind(field.PropertyType)}.";

    /// <summary>Every field of a record that a row can name, lists with <c>[]</c>, and those of objects in it.</summary>
    public static IEnumerable<(string Path, PropertyInfo Field)> Fields(Type record, string prefix = "")
    {
        foreach (var property in OurPath.PropertiesOf(record))
        {
            var path = prefix + OurPath.NameOf(property);
            yield return (ItemOf(property.PropertyType) is { } item && OurPath.IsObject(item) ? path + "[]" : path, property);
            if (!OurPath.IsObject(property.PropertyType)) continue;
            foreach (var below in Fields(property.PropertyType, path + ".")) yield return below;
        }
    }

    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return ItemOf(type) is { } item ? $"A list: {char.ToLowerInvariant(Kind(item)[0])}{Kind(item)[1..]}"
            : type.IsEnum ? $"One of {string.Join(", ", Enum.GetNames(type))}"
            : type == typeof(bool) ? "True or false"
            : type == typeof(int) ? "A whole number"
            : type == typeof(decimal) ? "A number"
            : type == typeof(DateTimeOffset) ? "An instant"
            : type == typeof(TimeSpan) ? "A duration"
            : type == typeof(PartyId) ? "A company, such as FR*798"
            : OurPath.IsObject(type) ? $"An object: {type.Name}"
            : "A text";
    }

    private static string Plain(XElement summary)
    {
        foreach (var reference in summary.Descendants("see").ToList()) reference.ReplaceWith(((string?)reference.Attribute("cref") ?? "").Split('.', ':')[^1]);
        return White().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
