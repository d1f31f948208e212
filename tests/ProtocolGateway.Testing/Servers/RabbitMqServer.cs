using System.Globalization;
using System.Net.Sockets;

namespace ProtocolGateway.Testing.Servers;

/// <summary>
/// RabbitMQ as a plain process in a folder of its own, on loopback and with a port mapper of its own, so that several stand
/// side by side and none meets a broker of the machine. Needs Debian's <c>rabbitmq-server</c> installed, not started.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private static readonly byte[] Greeting = [.. "AMQP"u8, 0, 0, 9, 1];

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("rabbitmq-").FullName;
    private readonly Dictionary<string, string> environment;
    private readonly int mapper = Ports.Next();
    private ServerProcess? process;

    private RabbitMqServer()
    {
        environment = new()
        {
            // The cookie is made there.
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = $"rabbit{Port}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Below("data"),
            ["RABBITMQ_LOG_BASE"] = Below("log"),
            ["RABBITMQ_PID_FILE"] = Below("pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Below("enabled_plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Below("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = Below("rabbitmq-env.conf"),
            ["RABBITMQ_DIST_PORT"] = Ports.Next().ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = mapper.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        File.WriteAllText(Below("enabled_plugins"), "[].");
        File.WriteAllText(Below("rabbitmq-env.conf"), "");
        File.WriteAllText(Below("rabbitmq.conf"), $"listeners.tcp.default = 127.0.0.1:{Port}\nloopback_users = none\n");
    }

    /// <summary>On loopback.</summary>
    public int Port { get; } = Ports.Next();

    public Uri Url => UrlThrough(Port);

    /// <summary>The same broker by another port, such as a proxy's.</summary>
    public static Uri UrlThrough(int port) => new($"amqp://guest:guest@127.0.0.1:{port}/");

    /// <summary>A new broker that serves.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var server = Create();
        await server.RestartAsync();
        return server;
    }

    /// <summary>A broker that is not running yet: nothing listens at its address.</summary>
    public static RabbitMqServer Create() =>
        File.Exists($"{Programs}/rabbitmq-server")
            ? new RabbitMqServer()
            : throw new InvalidOperationException("RabbitMQ is not installed: apt-get install rabbitmq-server (tests/run does)");

    /// <summary>Starts it on the data that is there, and waits until it serves. It must not be running.</summary>
    public async Task RestartAsync()
    {
        process?.Dispose();
        process = ServerProcess.Start(folder, environment, $"{Programs}/rabbitmq-server");
        await Eventually.TrueAsync(IsReadyAsync, "RabbitMQ serves", TimeSpan.FromSeconds(60), () => Task.FromResult(process.Output));
    }

    /// <summary>
    /// Has written what the broker keeps about its queues. It does so by itself within seconds of their making; killed before
    /// that, 3.10 starts them anew, without their messages and without a leader, and whoever uses them waits for ever.
    /// </summary>
    public Task SettleAsync() => ControlAsync("eval", "[dets:sync(T) || T <- dets:all()].");

    /// <summary>SIGKILL of the whole broker. See <see cref="SettleAsync"/>.</summary>
    public Task KillAsync() => process!.KillAsync();

    /// <summary>A clean end.</summary>
    public Task StopAsync() => process!.StopAsync("TERM");

    /// <summary>Such as <c>purge_queue</c> and a queue's name; what the command wrote.</summary>
    public Task<string> ControlAsync(params IEnumerable<string> command) =>
        ServerProcess.RunAsync(folder, environment, [$"{Programs}/rabbitmqctl", "--quiet", .. command]);

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await process.KillAsync();
        process?.Dispose();
        // It was started as a daemon, and ends only once no node is registered.
        if (process is not null) await ServerProcess.RunAsync(folder, environment, "epmd", "-port", mapper.ToString(CultureInfo.InvariantCulture), "-kill");
        await Task.Run(() => System.IO.Directory.Delete(folder, recursive: true));
    }

    private string Below(string name) => Path.Combine(folder, name);

    /// <summary>The port is open before the broker serves: only its answer to the greeting tells.</summary>
    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException($"RabbitMQ ended\n{process.Output}");
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await client.ConnectAsync("127.0.0.1", Port, limit.Token);
            await client.GetStream().WriteAsync(Greeting, limit.Token);
            var frame = new byte[1];
            return await client.GetStream().ReadAsync(frame, limit.Token) == 1 && frame[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
