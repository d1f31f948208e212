using System.Net;
using System.Net.Sockets;
using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Tests.Servers;

public sealed class TcpProxyTests
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(300);

    private TcpListener echo = null!;
    private TcpProxy proxy = null!;

    [SetUp]
    public void Start()
    {
        echo = new TcpListener(IPAddress.Loopback, 0);
        echo.Start();
        _ = EchoAsync(echo);
        proxy = new TcpProxy(((IPEndPoint)echo.LocalEndpoint).Port);
    }

    [TearDown]
    public async Task Stop()
    {
        await proxy.DisposeAsync();
        echo.Dispose();
    }

    [Test]
    public async Task Bytes_pass_both_ways()
    {
        using var client = await ConnectAsync();

        Assert.That(await SayAsync(client, 7), Is.EqualTo(7));
    }

    [Test]
    public async Task Cut_in_silence_nothing_passes_and_healed_it_goes_on()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, 1);
        proxy.Cut(NetworkCut.Silent);
        using var late = await ConnectAsync();

        var (said, saidLate) = (SayAsync(client, 7), SayAsync(late, 8));
        await Task.WhenAny(said, saidLate, Task.Delay(ALittle));
        Assert.That((said.IsCompleted, saidLate.IsCompleted), Is.EqualTo((false, false)));
        proxy.Heal();

        Assert.That((await said, await saidLate), Is.EqualTo((7, 8)));
    }

    [Test]
    public async Task Cut_with_resets_everybody_is_told_and_healed_new_ones_pass()
    {
        using var client = await ConnectAsync();
        await SayAsync(client, 1);

        proxy.Cut(NetworkCut.Reset);
        Assert.That(() => SayAsync(client, 2), Throws.InstanceOf<SocketException>());
        Assert.That(async () => await SayAsync(await ConnectAsync(), 3), Throws.InstanceOf<SocketException>());
        proxy.Heal();

        using var later = await ConnectAsync();
        Assert.That(await SayAsync(later, 7), Is.EqualTo(7));
    }

    [Test]
    public async Task A_server_that_is_not_there_is_told_by_a_reset()
    {
        echo.Stop();

        Assert.That(async () => await SayAsync(await ConnectAsync(), 3), Throws.InstanceOf<SocketException>());
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    private static async Task<int> SayAsync(Socket client, byte value)
    {
        await client.SendAsync(new[] { value });
        var answer = new byte[1];
        return await client.ReceiveAsync(answer) == 1 ? answer[0] : -1;
    }

    private static async Task EchoAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (SocketException)
            {
                return;
            }
            _ = Task.Run(async () =>
            {
                using (client)
                {
                    var buffer = new byte[64];
                    while (await client.ReceiveAsync(buffer) is var read and > 0) await client.SendAsync(buffer.AsMemory(0, read));
                }
            });
        }
    }
}
