using System.Net;
using System.Net.Sockets;

namespace ProtocolGateway.Testing.Servers;

/// <summary>What a cut network looks like to those who use it.</summary>
public enum NetworkCut
{
    /// <summary>Nothing passes and nobody is told: what was open hangs, and so does what is opened now. Healed, the bytes go on.</summary>
    Silent,

    /// <summary>What was open is reset, and so is what is opened now.</summary>
    Reset,
}

/// <summary>The network between a client and a server on loopback, to be cut and healed.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly TcpListener listener;
    private readonly Task accepting;
    private readonly Lock sync = new();
    private readonly HashSet<Socket> open = [];
    private TaskCompletionSource? healed;
    private bool resetting;

    /// <param name="target">The server's port on loopback. Nobody needs to listen there yet.</param>
    public TcpProxy(int target)
    {
        this.target = target;
        Port = Ports.Next();
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where the client finds the server.</summary>
    public int Port { get; }

    public void Cut(NetworkCut how)
    {
        lock (sync)
        {
            healed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            resetting = how == NetworkCut.Reset;
            if (resetting) ResetAll();
        }
    }

    public void Heal()
    {
        lock (sync)
        {
            healed?.SetResult();
            (healed, resetting) = (null, false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        lock (sync) ResetAll();
        Heal();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        if (!Add(client, server))
        {
            client.Close(timeout: 0);
            return;
        }
        try
        {
            await PassAsync();
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone: so the other one is told.
            client.Close(timeout: 0);
        }
        finally
        {
            lock (sync)
            {
                open.Remove(client);
                open.Remove(server);
            }
            client.Dispose();
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                await PassAsync();
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
            await PassAsync();
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Whoever waits at the other side is told, too.
            to.Close(timeout: 0);
            throw;
        }
    }

    private bool Add(Socket client, Socket server)
    {
        lock (sync)
        {
            if (resetting) return false;
            open.Add(client);
            open.Add(server);
            return true;
        }
    }

    private Task PassAsync()
    {
        lock (sync) return healed?.Task ?? Task.CompletedTask;
    }

    private void ResetAll()
    {
        // Closed without lingering, TCP says reset.
        foreach (var socket in open) socket.Close(timeout: 0);
        open.Clear();
    }
}
