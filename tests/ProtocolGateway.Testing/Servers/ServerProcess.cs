using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProtocolGateway.Testing.Servers;

/// <summary>A server as a plain process, with everything that it starts.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ServerProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    /// <summary>It and all that is below it.</summary>
    public IReadOnlyList<int> Ids => ProcessTree.Of(process.Id);

    /// <summary>What it wrote on both of its outputs.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <exception cref="InvalidOperationException">The program is not installed.</exception>
    public static ServerProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var words = command.ToList();
        start.FileName = words[0];
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.OutputDataReceived += (_, e) => server.Append(e.Data);
        server.process.ErrorDataReceived += (_, e) => server.Append(e.Data);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Runs a tool of the server to its end; what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> command)
    {
        using var tool = Start(folder, environment, command);
        await tool.EndAsync(TimeSpan.FromSeconds(60));
        return tool.process.ExitCode == 0
            ? tool.Output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {tool.process.ExitCode}\n{tool.Output}");
    }

    /// <summary>SIGKILL of it and of everything below it, and waits until all of that is gone.</summary>
    public async Task KillAsync()
    {
        var all = ProcessTree.Of(process.Id);
        process.Kill(entireProcessTree: true);
        await EndAsync(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => !all.Any(ProcessTree.IsAlive), "everything below it is gone", TimeSpan.FromSeconds(30));
    }

    /// <param name="signal">Such as <c>TERM</c>.</param>
    public async Task StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await EndAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>A server that a test left running must not outlive it.</summary>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task EndAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} still runs after {within.TotalSeconds} s\n{Output}");
        }
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (output) output.Append(line).Append('\n');
    }
}
