using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>A gateway on a copy of the shipped mappings.</summary>
public abstract class EditedMappings : TwoWayJourney
{
    protected const string Dialect = "emip/_dialect.yaml";

    private readonly string mappings = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;

    protected override GatewaySettings Settings()
    {
        Repository.CopyMappings(mappings);
        var settings = base.Settings();
        settings.Gateway["Mappings"] = mappings;
        return settings;
    }

    protected override Task AfterAsync()
    {
        System.IO.Directory.Delete(mappings, recursive: true);
        return base.AfterAsync();
    }

    protected async Task<JsonObject> MappingsAsync() => (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>("/api/mappings"))!;

    protected static string Version(JsonObject seen) => seen["version"]!.ToString();

    protected Task EditAsync(Func<string, string> change, bool fromShipped = false)
    {
        var path = Path.Combine(mappings, Dialect);
        var text = File.ReadAllText(fromShipped ? Path.Combine(Repository.Mappings, Dialect) : path);
        var changed = change(text);
        Assert.That(changed, Is.Not.EqualTo(text));
        return File.WriteAllTextAsync(path, changed);
    }

    /// <param name="path">Below the mappings' folder.</param>
    protected Task WriteAsync(string path, string text)
    {
        var file = Path.Combine(mappings, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, text);
    }

    /// <summary>As they were shipped, and in force.</summary>
    protected async Task RestoreAsync()
    {
        File.Copy(Path.Combine(Repository.Mappings, Dialect), Path.Combine(mappings, Dialect), overwrite: true);
        var logged = () => Gateway.Output.Split("ProtocolGateway.Mapping.Reloading").Length;
        var before = logged();
        await Eventually.TrueAsync(async () => logged() > before && (await MappingsAsync())["refused"] is null, "the shipped files are in force again");
    }
}
