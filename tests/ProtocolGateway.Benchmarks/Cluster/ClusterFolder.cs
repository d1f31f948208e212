using System.Text.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>A fresh folder with the settings of nodes that share servers, between one eMIP CPO and eMSPs; gone when disposed.</summary>
internal sealed class ClusterFolder : IDisposable
{
    private readonly Backends backends;
    private readonly string database;

    public ClusterFolder(Backends backends, string database) => (this.backends, this.database) = (backends, database);

    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("cluster-benchmark-").FullName;

    /// <summary>Of one node that knows each eMSP as a partner of its own.</summary>
    /// <param name="sink">Tells the eMSPs apart by the first part of the path.</param>
    public (string Settings, Uri Listen) Node(int number, IEnumerable<Payer> payers, string sink)
    {
        var partners = payers.ToDictionary(p => p.Id, p => Emsp([p], $"{sink}/{p.Party}"));
        return Write($"node-{number}", partners);
    }

    /// <summary>Of a command: all eMSPs as one partner, so that their tokens are one import.</summary>
    public string Import(IEnumerable<Payer> payers) =>
        Write("import", new() { ["emsps"] = Emsp(payers, "http://127.0.0.1:9") }).Settings;

    public string File(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);

    private static JsonObject Emsp(IEnumerable<Payer> payers, string url) => new()
    {
        ["Protocol"] = "ocpi",
        ["Roles"] = new JsonArray([.. payers.Select(p => (JsonNode)new JsonObject { ["Role"] = "EMSP", ["Party"] = $"DE*{p.Party}" })]),
        // A token of its own for each, by which the gateway would know it.
        ["Ocpi"] = new JsonObject
        {
            ["Version"] = "2.2.1",
            ["VersionsUrl"] = url + "/ocpi/versions",
            ["InboundToken"] = $"inbound-{Guid.NewGuid():n}",
            ["OutboundToken"] = "outbound",
        },
    };

    private (string Settings, Uri Listen) Write(string name, Dictionary<string, JsonObject> emsps)
    {
        var (listen, console) = ($"http://127.0.0.1:{Ports.Next()}", $"http://127.0.0.1:{Ports.Next()}");
        var settings = new
        {
            Gateway = new
            {
                Party = "FR*GTW",
                Node = name,
                DataDirectory = $"data-{name}",
                Listen = listen,
                ConsoleListen = console,
                PublicUrl = listen,
                Journal = new { Provider = "Postgres", ConnectionString = database },
                Bus = new { Transport = "RabbitMq", Url = backends.Bus.ToString() },
                Partners = new Dictionary<string, JsonObject>(emsps)
                {
                    ["acme-cpo"] = new()
                    {
                        ["Protocol"] = "emip",
                        ["Roles"] = new JsonArray(new JsonObject { ["Role"] = "CPO", ["Party"] = "FR*798" }),
                        ["Emip"] = new JsonObject { ["Url"] = "http://127.0.0.1:9/", ["PartnerId"] = "FR*798", ["Authentication"] = "None" },
                    },
                },
                Agreements = emsps.Values.SelectMany(e => e["Roles"]!.AsArray()).Select(r => new { Cpo = "FR*798", Emsp = r!["Party"]!.GetValue<string>() }),
            },
        };
        return (File($"{name}.json", JsonSerializer.SerializeToUtf8Bytes(settings)), new Uri(listen + "/"));
    }
}
