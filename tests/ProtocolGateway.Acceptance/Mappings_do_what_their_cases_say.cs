using System.Text.RegularExpressions;

namespace ProtocolGateway.Acceptance;

internal sealed class Mappings_do_what_their_cases_say
{
    [Test]
    public async Task The_shipped_ones_do_and_none_of_their_lines_is_untried()
    {
        var result = await Command.RunAsync(["mappings", "test", "--coverage"]);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output.Trim(), Does.Match(@"^\d{3} cases, 0 failed, 0 not covered$"));
    }

    [Test]
    public async Task Two_codes_that_are_swapped_pass_the_check_and_fail_the_cases()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("mappings-").FullName;
        try
        {
            var mappings = Path.Combine(folder, "mappings");
            Repository.CopyMappings(mappings);
            var dialect = Path.Combine(mappings, "emip", "_dialect.yaml");
            var text = await File.ReadAllTextAsync(dialect);
            await File.WriteAllTextAsync(dialect, Regex.Replace(text, @"(- STOP +<-> )1(\s+- SUSPEND +<-> )2", "${1}2${2}1"));
            var check = await Command.RunAsync(["mappings", "check", mappings]);
            var test = await Command.RunAsync(["mappings", "test", mappings]);
            Assert.Multiple(() =>
            {
                Assert.That(check.ExitCode, Is.Zero, check.ToString());
                Assert.That(test.ExitCode, Is.EqualTo(1), test.ToString());
                Assert.That(test.Errors, Does.Match(@"emip/cases/act-on-session-from-hub\.yaml:\d+:\d+: 'a stop', reading\n  line \d+: type\n    - STOP\n    \+ SUSPEND\n"));
                Assert.That(test.Output, Does.Match(@"^\d{3} cases, \d+ failed"));
            });
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
