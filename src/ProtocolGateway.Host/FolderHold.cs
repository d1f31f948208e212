using ProtocolGateway.Partners;

namespace ProtocolGateway.Host;

/// <summary>
/// One gateway to an embedded journal: a second one would take the first one's claims for those of a gateway that died, and say
/// again what is being said. The system lets go of it however the process ends. Imports don't take it.
/// </summary>
internal sealed class FolderHold : IDisposable
{
    // EAGAIN of Linux, that of macOS, and Windows' sharing violation.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FolderHold(FileStream file) => this.file = file;

    /// <summary>False when another gateway runs there. Gateways that share their journal may share the directory.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public static bool TryTake(GatewaySettings settings, out FolderHold? hold)
    {
        hold = null;
        return settings.Journal.Provider != JournalProvider.Sqlite || TryTake(settings.DataDirectory, out hold);
    }

    /// <summary>The embedded journal's in that directory, whatever the settings name.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public static bool TryTake(string directory, out FolderHold? hold)
    {
        hold = null;
        try
        {
            hold = new(new FileStream(Path.Combine(directory, "gateway.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return false;
        }
    }

    public void Dispose() => file.Dispose();
}
