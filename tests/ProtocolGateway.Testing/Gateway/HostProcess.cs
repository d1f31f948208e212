using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProtocolGateway.Testing.Gateway;

/// <summary>The built program as a process of its own.</summary>
public sealed class HostProcess : IDisposable
{
    private static readonly string[] Foreign = ["Gateway__", "ASPNETCORE_", "DOTNET_ENVIRONMENT"];
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private HostProcess(Process process) => this.process = process;

    /// <summary>Standard output so far.</summary>
    public string Output => Snapshot(output);

    /// <summary>Standard error so far.</summary>
    public string Errors => Snapshot(errors);

    /// <summary>Bytes in memory now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <param name="folder">The current directory of the program.</param>
    public static HostProcess Start(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (!File.Exists(Repository.Host)) throw new FileNotFoundException($"the gateway is not built: {Repository.Host}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Repository.Host);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => Foreign.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var host = new HostProcess(new Process { StartInfo = start });
        host.process.OutputDataReceived += (_, e) => Append(host.output, e.Data);
        host.process.ErrorDataReceived += (_, e) => Append(host.errors, e.Data);
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Writes standard input and closes it.</summary>
    public async Task WriteInputAsync(string? text)
    {
        try
        {
            if (text is not null) await process.StandardInput.WriteAsync(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading: its exit code tells.
        }
    }

    /// <param name="signal">Such as <c>TERM</c>.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>The exit code.</summary>
    /// <exception cref="TimeoutException">It goes on running; it is killed.</exception>
    public async Task<int> UntilExitAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"still running after {within.TotalSeconds} s\n{Output}\n{Errors}");
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
