using NJsonSchema;
using NJsonSchema.Validation;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The schemas as an oracle that is not our reader.</summary>
internal static class Schema
{
    public static Task<JsonSchema> Cdr { get; } = Load("cdr");

    public static Task<JsonSchema> Response { get; } = Load("response");

    public static Task<JsonSchema> Versions { get; } = Load("versions");

    public static Task<JsonSchema> VersionDetails { get; } = Load("version-details");

    public static Task<JsonSchema> Load(string name) => JsonSchema.FromFileAsync(Path.Combine(Places.Schemas, name + ".schema.json"));

    /// <summary>That of a version: <c>2.1.1</c>.</summary>
    public static Task<JsonSchema> Load(string version, string name) =>
        JsonSchema.FromFileAsync(Path.Combine(Places.Repository, "schemas", "ocpi-" + version, name + ".schema.json"));

    /// <summary>Every fault as <c>PropertyRequired #/cdr_token.uid</c>, those inside referenced documents too.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Task<JsonSchema> schema, string json) =>
        [.. Flat((await schema).Validate(json)).Select(e => $"{e.Kind} {e.Path}")];

    private static IEnumerable<ValidationError> Flat(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(e => e is ChildSchemaValidationError child ? Flat(child.Errors.Values.SelectMany(v => v)) : [e]);
}
