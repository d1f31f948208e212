using System.Net;
using System.Net.Sockets;

namespace ProtocolGateway.Testing;

/// <summary>Free ports on loopback, below those that the system gives to callers, so that a restart finds its port free.</summary>
public static class Ports
{
    private const int First = 12_000;
    private const int Count = 18_000;
    private static int next = Environment.ProcessId * 131 % Count;

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref next) % Count);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException("no free port on loopback");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
