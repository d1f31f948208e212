using System.Net.Http.Json;
using System.Text.Json;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>The built Host as a process of its own, on the embedded default.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Astray = ["Held", "Refused", "InDoubt", "Superseded", "Dropped"];

    private readonly GatewayFolder folder;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    private Gateway(GatewayFolder folder, ChildProcess process) => (this.folder, Process) = (folder, process);

    public ChildProcess Process { get; }

    public Uri Emip => new(folder.Listen, "api/emip");

    /// <summary>Imports the records' location and token by the Host's commands, and starts it.</summary>
    public static Task<Gateway> StartAsync(string sink) => StartFilledAsync(GatewayFolder.Create(sink));

    /// <inheritdoc cref="StartAsync(string)"/>
    public static async Task<Gateway> StartFilledAsync(GatewayFolder folder)
    {
        await Host.CommandAsync(folder.Path, folder.Settings, "locations", "import", folder.Locations, "--partner", "acme-cpo");
        await Host.CommandAsync(folder.Path, folder.Settings, "tokens", "import", folder.Tokens, "--partner", "volt-emsp");
        return await StartAsync(folder);
    }

    public static async Task<Gateway> StartAsync(GatewayFolder folder)
    {
        var gateway = new Gateway(folder, Host.Start(folder.Path, folder.Settings));
        await gateway.UntilAsync("ready", () => Host.IsReadyAsync(gateway.client, folder.Listen));
        return gateway;
    }

    /// <summary>
    /// Waits until nothing is owed any more, and demands that every record was delivered. What was imported is owed too, and dropped:
    /// the partners of benchmarks take no locations.
    /// </summary>
    public async Task SettleAsync()
    {
        await UntilAsync("free of what it owes", async () => await FirstAsync("state=Owed") is null);
        foreach (var state in Astray)
            if (await FirstAsync($"message=ChargeDetailRecordIssued&state={state}") is { } delivery)
                throw new InvalidOperationException($"A delivery is {state}: {delivery}");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        client.Dispose();
        folder.Dispose();
    }

    private async Task<string?> FirstAsync(string filter)
    {
        var list = await client.GetFromJsonAsync<JsonElement>(new Uri(folder.Console, $"api/deliveries?{filter}&limit=1"));
        var items = list.GetProperty("items");
        return items.GetArrayLength() == 0 ? null : items[0].GetRawText();
    }

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (Process.HasExited || patience.IsCancellationRequested)
                throw new InvalidOperationException($"The gateway was not {what}: {Process.Complaints}");
            await Task.Delay(50);
        }
    }
}
