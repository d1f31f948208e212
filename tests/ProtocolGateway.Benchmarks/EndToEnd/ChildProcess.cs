using System.Diagnostics;
using System.Globalization;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>A process that the benchmark started, and what it has cost so far.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int TicksPerSecond = 100;
    private readonly Process process;
    private readonly List<string> complaints = [];

    private ChildProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    /// <summary>The last lines that it wrote to standard error.</summary>
    public string Complaints
    {
        get { lock (complaints) return string.Join('\n', complaints.TakeLast(20)); }
    }

    /// <param name="heard">Gets each line of standard output.</param>
    public static ChildProcess Start(string program, string folder, IEnumerable<string> arguments, Action<string> heard)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = new ChildProcess(Process.Start(start)!);
        Read(child.process.StandardOutput, heard);
        Read(child.process.StandardError, line => { lock (child.complaints) child.complaints.Add(line); });
        return child;
    }

    /// <summary>Another mode of this program; <paramref name="address"/> is the first line that it prints.</summary>
    public static ChildProcess StartMode(string mode, string[] arguments, out Task<string> address, Action<string> heard)
    {
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        address = first.Task;
        return Start(Environment.ProcessPath!, Environment.CurrentDirectory, [mode, .. arguments], line =>
        {
            if (!first.TrySetResult(line)) heard(line);
        });
    }

    /// <summary>User and system time of all its threads, from the kernel's account, in steps of 10 ms.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            // The second field is the program's name in brackets and may hold anything; the account begins behind it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }
    }

    /// <summary>Bytes in memory now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it if it doesn't within ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }
        process.Dispose();
    }

    private static void Read(StreamReader reader, Action<string> heard) =>
        new Thread(() =>
        {
            while (reader.ReadLine() is { } line) heard(line);
        })
        { IsBackground = true }.Start();
}
