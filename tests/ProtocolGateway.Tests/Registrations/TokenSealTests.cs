using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Tests.Registrations;

public sealed class TokenSealTests
{
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("key-").FullName;

    [TearDown]
    public void Remove() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public void What_is_sealed_is_opened_with_the_same_key_for_the_same_partner_only()
    {
        var (seal, other) = (With(RandomNumberGenerator.GetBytes(32)), With(RandomNumberGenerator.GetBytes(32)));
        var sealedToken = seal.Seal("a-token", "volt");

        Assert.Multiple(() =>
        {
            Assert.That(Encoding.Latin1.GetString(sealedToken), Does.Not.Contain("a-token"));
            Assert.That(sealedToken, Is.Not.EqualTo(seal.Seal("a-token", "volt")), "each time otherwise");
            Assert.That(seal.Open(sealedToken, "volt"), Is.EqualTo("a-token"));
            Assert.That(seal.Open(sealedToken, "acme"), Is.Null);
            Assert.That(other.Open(sealedToken, "volt"), Is.Null);
            Assert.That(seal.Open([1, 2, 3], "volt"), Is.Null);
        });
    }

    [Test]
    public void The_key_s_file_is_made_once_and_only_its_owner_reads_it()
    {
        var first = KeyFile.Read(folder);

        Assert.That(KeyFile.Read(folder), Is.EqualTo(first));
        Assert.That(System.IO.Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "token.key" }));
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(Path.Combine(folder, "token.key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_file_that_is_no_key_is_not_taken_for_one()
    {
        File.WriteAllText(Path.Combine(folder, "token.key"), "short");
        Assert.That(() => KeyFile.Read(folder), Throws.InstanceOf<InvalidDataException>());
    }

    private static TokenSeal With(byte[] key) => new(new Lazy<byte[]>(() => key));
}
