
namespace ProtocolGateway.Testing.Gateway;

/// <summary>The built gateway, running as a process of its own on free ports and on data in a fresh folder.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private HostProcess? process;
    private string earlierOutput = "";

    private GatewayUnderTest(GatewaySettings settings)
    {
        // By https it may show what it likes: what it shows is a test's own matter.
        var anyServer = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        Folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;
        SettingsFile = Path.Combine(Folder, "gateway.json");
        File.WriteAllText(SettingsFile, settings.ToJson());
        Partners = new HttpClient(anyServer) { BaseAddress = new Uri(settings.Gateway["Listen"]!.GetValue<string>()), Timeout = TimeSpan.FromSeconds(30) };
        ConsolePages = new HttpClient { BaseAddress = new Uri(settings.Gateway["ConsoleListen"]!.GetValue<string>()), Timeout = TimeSpan.FromSeconds(30) };
        Operators = new Operators(ConsolePages);
    }

    /// <summary>The program's current directory; its journal is below <c>data</c>.</summary>
    public string Folder { get; }

    public string SettingsFile { get; }

    /// <summary>Speaks to <c>Listen</c>.</summary>
    public HttpClient Partners { get; }

    /// <summary>Speaks to <c>ConsoleListen</c>.</summary>
    public HttpClient ConsolePages { get; }

    /// <summary>The operators' JSON.</summary>
    public Operators Operators { get; }

    /// <summary>Everything that it wrote, over all starts.</summary>
    public string Output => earlierOutput + process?.Output + process?.Errors;

    /// <summary>Bytes that the program has in memory now.</summary>
    public long Memory => process!.Memory;

    public static async Task<GatewayUnderTest> StartAsync(GatewaySettings settings)
    {
        var gateway = new GatewayUnderTest(settings);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>Starts it on the data that is there, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        process = HostProcess.Start(["run", "--config", SettingsFile], Folder);
        await Eventually.TrueAsync(IsReadyAsync, "/health/ready answers 200", TimeSpan.FromSeconds(60), () => Task.FromResult(Output));
    }

    /// <summary>Once it has written that text: a log may be behind the answer that it is about.</summary>
    public Task UntilWrittenAsync(string text) =>
        Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal), $"it writes '{text}'", seen: () => Output);

    /// <summary>SIGTERM; the exit code.</summary>
    public Task<int> StopAsync(string signal = "TERM")
    {
        process!.Signal(signal);
        return EndAsync();
    }

    /// <summary>Kill -9.</summary>
    public Task KillAsync()
    {
        process!.Kill();
        return EndAsync();
    }

    /// <summary>Runs another command of the program on the same settings and data.</summary>
    public Task<CommandResult> RunCommandAsync(params string[] arguments) =>
        Command.RunAsync([.. arguments, "--config", SettingsFile], folder: Folder);

    /// <summary>Writes a file into <see cref="Folder"/>; its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        process?.Dispose();
        Partners.Dispose();
        ConsolePages.Dispose();
        await Task.Run(() => System.IO.Directory.Delete(Folder, recursive: true));
    }

    private async Task<int> EndAsync()
    {
        var code = await process!.UntilExitAsync(TimeSpan.FromSeconds(30));
        earlierOutput = Output;
        process.Dispose();
        process = null;
        return code;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException($"the gateway ended with exit code {process.ExitCode}\n{Output}");
        try
        {
            using var response = await Partners.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
