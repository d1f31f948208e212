using System.Text.Json;
using System.Xml;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Records of ours as cases write them: in the names of rows, parties as <c>FR*798</c>, durations as <c>PT1H45M</c>.</summary>
internal sealed class OurSide(List<MappingFault> faults)
{
    /// <summary>Null, with faults, where the tree is no such record.</summary>
    public object? Record(CaseNode tree, Type type)
    {
        var before = faults.Count;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, tree, type, type.Name);
        return faults.Count == before ? CanonicalJson.Read(buffer.ToArray(), type) : null;
    }

    /// <summary>A record as a tree, all of it at one position.</summary>
    public static CaseNode Tree(object record, Position at)
    {
        using var json = JsonDocument.Parse(CanonicalJson.Write(record));
        return Tree(json.RootElement, at);
    }

    private static CaseNode Tree(JsonElement value, Position at)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when PartyOf(value) is { } party: return new CaseNode(CaseKind.Text, at, party);
            case JsonValueKind.Object:
                var tree = new CaseNode(CaseKind.Object, at);
                foreach (var member in value.EnumerateObject()) tree.Add(member.Name, Tree(member.Value, at));
                return tree;
            case JsonValueKind.Array:
                var list = new CaseNode(CaseKind.List, at);
                foreach (var item in value.EnumerateArray()) list.Add(Tree(item, at));
                return list;
            case JsonValueKind.True: return new CaseNode(CaseKind.True, at);
            case JsonValueKind.False: return new CaseNode(CaseKind.False, at);
            case JsonValueKind.Number: return new CaseNode(CaseKind.Number, at, value.GetRawText());
            case JsonValueKind.Null: return new CaseNode(CaseKind.Nothing, at);
            default: return new CaseNode(CaseKind.Text, at, value.GetString()!);
        }
    }

    private static string? PartyOf(JsonElement value) =>
        value.GetPropertyCount() == 2 && value.TryGetProperty("country_code", out var country) && value.TryGetProperty("id", out var id)
            ? new PartyId(country.GetString()!, id.GetString()!).ToString()
            : null;

    private void Write(Utf8JsonWriter json, CaseNode node, Type type, string place)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node.Kind == CaseKind.Nothing) json.WriteNullValue();
        else if (type == typeof(PartyId) && node.Kind != CaseKind.Object) WriteParty(json, node, place);
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) WriteList(json, node, type.GetGenericArguments()[0], place);
        else if (type == typeof(OtherMembers)) WriteOthers(json, node);
        else if (OurPath.IsObject(type)) WriteObject(json, node, type, place);
        else if (node.Kind is CaseKind.Object or CaseKind.List) Fault(json, node, $"'{place}' is a single value", "write one");
        else WriteValue(json, node, type, place);
    }

    private void WriteObject(Utf8JsonWriter json, CaseNode node, Type type, string place)
    {
        if (node.Kind != CaseKind.Object)
        {
            Fault(json, node, $"'{place}' is no single value", $"name its fields: {string.Join(", ", OurPath.PropertiesOf(type).Select(OurPath.NameOf))}");
            return;
        }
        json.WriteStartObject();
        foreach (var (name, value) in node.Members)
        {
            // Everything that a record can hold, be it no matter of rows.
            var known = type.GetProperties().Where(p => p.CanWrite).ToList();
            json.WritePropertyName(name);
            if (known.Find(p => OurPath.NameOf(p) == name) is { } property) Write(json, value, property.PropertyType, name);
            else Fault(json, value, $"ours has no '{name}' in {type.Name}", $"ours are {string.Join(", ", known.Select(OurPath.NameOf))}{Nearest.Hint(name, known.Select(OurPath.NameOf))}");
        }
        json.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter json, CaseNode node, Type item, string place)
    {
        json.WriteStartArray();
        foreach (var value in node.Kind == CaseKind.List ? node.Items : [node]) Write(json, value, item, place);
        json.WriteEndArray();
    }

    private static void WriteOthers(Utf8JsonWriter json, CaseNode node)
    {
        json.WriteStartObject();
        foreach (var (name, value) in node.Members)
        {
            json.WritePropertyName(name);
            if (value.Kind == CaseKind.Object) WriteOthers(json, value);
            else json.WriteStringValue(value.Text);
        }
        json.WriteEndObject();
    }

    private void WriteParty(Utf8JsonWriter json, CaseNode node, string place)
    {
        if (!PartyId.TryParse(node.Text, out var party))
        {
            Fault(json, node, $"'{node}' is no value of {place}", "write a party as FR*798");
            return;
        }
        json.WriteStartObject();
        json.WriteString("country_code", party!.CountryCode);
        json.WriteString("id", party.Id);
        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, CaseNode node, Type type, string place)
    {
        var text = node.ToString();
        if (type == typeof(string)) json.WriteStringValue(text);
        else if (type.IsEnum && !Enum.GetNames(type).Contains(text))
            Fault(json, node, $"'{text}' is no value of {place}", $"values are {string.Join(", ", Enum.GetNames(type))}{Nearest.Hint(text, Enum.GetNames(type))}");
        else if (!TryWrite(json, text, type)) Fault(json, node, $"'{text}' is no value of {place}", $"write {Form(type)}");
    }

    private static bool TryWrite(Utf8JsonWriter json, string text, Type type)
    {
        var number = Conversions.Numbers.Parse(text);
        if (type == typeof(bool) && bool.TryParse(text, out var yes)) json.WriteBooleanValue(yes);
        else if (type == typeof(int) && number is { } whole && decimal.IsInteger(whole)) json.WriteNumberValue((int)whole);
        else if (type == typeof(decimal) && number is { } value) json.WriteNumberValue(value);
        else if (type.IsEnum || (type == typeof(TimeSpan) && IsDuration(text)) || (type == typeof(DateTimeOffset) && IsInstant(text))) json.WriteStringValue(text);
        else return false;
        return true;
    }

    private static bool IsInstant(string text)
    {
        using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(text));
        return json.RootElement.TryGetDateTimeOffset(out _);
    }

    private static bool IsDuration(string text)
    {
        try
        {
            _ = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Form(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a duration as PT1H45M42S"
        : type == typeof(DateTimeOffset) ? "an instant as 2024-06-12T09:47:53Z"
        : "a number";

    /// <summary>What was begun is ended with nothing: the record is not made.</summary>
    private void Fault(Utf8JsonWriter json, CaseNode node, string what, string fix)
    {
        json.WriteNullValue();
        faults.Add(new MappingFault(node.At, what, fix));
    }
}
