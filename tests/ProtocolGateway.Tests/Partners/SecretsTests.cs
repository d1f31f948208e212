using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class SecretsTests
{
    private readonly List<SettingFault> faults = [];

    [SetUp]
    public void SetUp() => faults.Clear();

    [Test]
    public void A_plain_text_is_the_secret_itself() => Assert.That(Secrets.Resolve("s3cret", "A:B", faults), Is.EqualTo("s3cret"));

    [Test]
    public void A_file_holds_the_secret_without_its_last_line_end()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, " s3cret \r\n");

        Assert.That(Secrets.Resolve("file:" + file, "A:B", faults), Is.EqualTo(" s3cret "));
        File.Delete(file);
    }

    [Test]
    public void A_missing_file_is_a_fault()
    {
        Assert.That(Secrets.Resolve("file:/no/such/file", "A:B", faults), Is.Null);
        Assert.That(faults.Single().ToString(), Does.StartWith("A:B: the file '/no/such/file' can't be read"));
    }

    [Test]
    public void A_variable_holds_the_secret()
    {
        Environment.SetEnvironmentVariable("SECRETS_TEST", "s3cret");

        Assert.That(Secrets.Resolve("env:SECRETS_TEST", "A:B", faults), Is.EqualTo("s3cret"));
    }

    [Test]
    public void A_missing_variable_is_a_fault()
    {
        Assert.That(Secrets.Resolve("env:NO_SUCH_VARIABLE", "A:B", faults), Is.Null);
        Assert.That(faults.Single().ToString(), Is.EqualTo("A:B: the environment variable 'NO_SUCH_VARIABLE' is not set; set it to the secret, or give the secret by file:PATH"));
    }
}
