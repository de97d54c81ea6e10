using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class FloatsTests
{
    // A number without a point or an exponent is an int in Python.
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1, "1.0")]
    [InlineData(-20, "-20.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789, "123456789.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(-4.5e-300, "-4.5E-300")]
    [InlineData(999999999999999, "999999999999999.0")]
    public void WriteFloat_IsAFloatThatReadsBackTheSame(double value, string text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            json.WriteFloat(value);
        var written = Encoding.UTF8.GetString(bytes.WrittenSpan);
        Assert.Equal(text, written);
        Assert.Equal(value, double.Parse(written, CultureInfo.InvariantCulture));
    }
}
