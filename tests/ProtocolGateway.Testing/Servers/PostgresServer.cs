using System.Globalization;

namespace ProtocolGateway.Testing.Servers;

/// <summary>
/// PostgreSQL as a plain process in a folder of its own, on loopback, without passwords. It refuses to run as root: then it
/// runs as Debian's user <c>postgres</c>. Needs Debian's <c>postgresql</c> installed, not started.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Megabyte = 1 << 20;

    private static readonly Dictionary<string, string> Environment = new() { ["LC_ALL"] = "C.UTF-8" };

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly string programs;
    private ServerProcess? process;

    private PostgresServer(string programs) => this.programs = programs;

    /// <summary>On loopback.</summary>
    public int Port { get; } = Ports.Next();

    /// <summary>Of the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>A new server that serves.</summary>
    /// <param name="canBeFull">Its disk can be <see cref="FillDiskAsync">full</see>: it writes its log in shorter pieces than it usually does.</param>
    public static async Task<PostgresServer> StartAsync(bool canBeFull = false)
    {
        var server = await CreateAsync(canBeFull);
        await server.RestartAsync();
        return server;
    }

    /// <summary>A server that is not running yet: nothing listens at its address.</summary>
    /// <param name="canBeFull">See <see cref="StartAsync"/>.</param>
    public static async Task<PostgresServer> CreateAsync(bool canBeFull = false)
    {
        var server = new PostgresServer(FindPrograms());
        if (System.Environment.IsPrivilegedProcess) await server.RunAsync("chown", "postgres:", server.folder);
        await server.RunAsync(AsOwner(server.Program("initdb"), "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", $"--wal-segsize={(canBeFull ? 1 : 16)}"));
        return server;
    }

    /// <param name="port">Another one by which it is reached, such as a proxy's.</param>
    public string ConnectionStringOf(string database, int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Username=postgres;Database={database}");

    /// <summary>A new and empty database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await QueryAsync($"CREATE DATABASE \"{name}\"");
        return ConnectionStringOf(name);
    }

    /// <summary>Runs statements; the rows of their result, a line each, columns parted by <c>|</c>.</summary>
    public async Task<string> QueryAsync(string sql, string database = "postgres")
    {
        var rows = await RunAsync(
            Program("psql"), "-h", "127.0.0.1", "-p", PortText, "-U", "postgres", "-d", database,
            "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql);
        return rows.TrimEnd('\n');
    }

    /// <summary>Writes a database into a file, whoever works on it meanwhile.</summary>
    public Task DumpAsync(string database, string file) =>
        RunAsync(Program("pg_dump"), "--format=custom", $"--file={file}", $"--dbname={AddressOf(database)}");

    /// <summary>Fills an empty database from such a file.</summary>
    public Task RestoreAsync(string file, string database) =>
        RunAsync(Program("pg_restore"), "--exit-on-error", "--no-owner", $"--dbname={AddressOf(database)}", file);

    /// <summary>Starts it on the data that is there, and waits until it serves. It must not be running.</summary>
    public async Task RestartAsync()
    {
        process?.Dispose();
        process = ServerProcess.Start(folder, Environment, AsOwner(
            Program("postgres"), "-D", Data, "-p", PortText, "-k", folder, "-c", "listen_addresses=127.0.0.1"));
        await Eventually.TrueAsync(IsReadyAsync, "PostgreSQL serves", TimeSpan.FromSeconds(60), () => Task.FromResult(process.Output));
    }

    /// <summary>SIGKILL of the whole server.</summary>
    public Task KillAsync() => process!.KillAsync();

    /// <summary>
    /// As if its disk had room for no table of more than 1 MB: PostgreSQL takes a limit of its files for a full disk. The pieces of its
    /// write-ahead log must be no longer than that, so it has to be started for it.
    /// </summary>
    public Task FillDiskAsync() => LimitFilesAsync($"{Megabyte + 4096}");

    /// <summary>Somebody has made room on its disk.</summary>
    public Task ClearDiskAsync() => LimitFilesAsync("unlimited");

    /// <summary>A clean end, which waits for no client.</summary>
    public Task StopAsync() => process!.StopAsync("INT");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await process.KillAsync();
        process?.Dispose();
        await Task.Run(() => System.IO.Directory.Delete(folder, recursive: true));
    }

    private string Data => Path.Combine(folder, "data");

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    private string AddressOf(string database) => $"host=127.0.0.1 port={PortText} user=postgres dbname={database}";

    private static string FindPrograms() =>
        (System.IO.Directory.Exists("/usr/lib/postgresql") ? System.IO.Directory.GetDirectories("/usr/lib/postgresql") : [])
        .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
        .Select(version => Path.Combine(version, "bin"))
        .FirstOrDefault(programs => File.Exists(Path.Combine(programs, "postgres")))
        ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql (tests/run does)");

    private string Program(string name) => Path.Combine(programs, name);

    private static string[] AsOwner(string program, params string[] arguments) =>
        System.Environment.IsPrivilegedProcess
            // Unlike runuser it becomes the program, so that signals reach that.
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
            : [program, .. arguments];

    private async Task LimitFilesAsync(string bytes)
    {
        foreach (var id in process!.Ids)
        {
            try
            {
                await RunAsync(AsOwner("prlimit", $"--pid={id}", $"--fsize={bytes}:"));
            }
            catch (InvalidOperationException) when (!ProcessTree.IsAlive(id))
            {
                // Its client has left meanwhile.
            }
        }
    }

    private Task<string> RunAsync(params IEnumerable<string> command) => ServerProcess.RunAsync(folder, Environment, command);

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited) throw new InvalidOperationException($"PostgreSQL ended\n{process.Output}");
        try
        {
            await RunAsync(Program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", PortText);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
