using Rlar.Inference.Conversion;

namespace Rlar.Inference.Tests.Conversion;

public sealed class RopeTests
{
    // Llama 3.1 and 3.2 as published: factor 8 and 32, 1, 4, 8192; base 500000; heads of 128 and 64.
    [Theory]
    [InlineData(8, 128)]
    [InlineData(32, 64)]
    public void Divisors_Llama3_GiveTheFrequenciesOfTransformers(double factor, int headWidth)
    {
        var divisors = new RopeFactors(factor, 1, 4, 8192).Divisors(500_000, headWidth);
        for (var pair = 0; pair < headWidth / 2; pair++)
        {
            // By wavelengths, as the reference writes it.
            var frequency = Math.Pow(500_000, -2.0 * pair / headWidth);
            var wavelength = 2 * Math.PI / frequency;
            var smooth = ((8192 / wavelength) - 1) / 3;
            var expected = wavelength < 8192 / 4.0 ? frequency
                : wavelength > 8192 ? frequency / factor
                : ((1 - smooth) * frequency / factor) + (smooth * frequency);
            Assert.Equal(expected, frequency / divisors[pair], expected * 1e-6);
        }

        Assert.Equal(1, divisors[0]);
        Assert.Equal((float)factor, divisors[^1]);
    }

    [Fact]
    public void Rows_ThereAndBack_AreTheSame_AndNeighboursAreHalvesApart()
    {
        foreach (var width in (int[])[2, 8, 64])
        {
            for (var row = 0L; row < 3 * width; row++)
            {
                Assert.Equal(row, RopeRows.Gguf(RopeRows.HuggingFace(row, width), width));
                Assert.Equal(row / width, RopeRows.HuggingFace(row, width) / width);
                if (row % 2 == 0)
                    Assert.Equal(width / 2, RopeRows.HuggingFace(row + 1, width) - RopeRows.HuggingFace(row, width));
            }
        }
    }

    [Theory]
    [InlineData("blk.11.attn_q.weight", "model.layers.11.self_attn.q_proj.weight")]
    [InlineData("blk.0.attn_k.bias", "model.layers.0.self_attn.k_proj.bias")]
    [InlineData("output.weight", "lm_head.weight")]
    [InlineData("token_embd.weight", "model.embed_tokens.weight")]
    [InlineData("rope_freqs.weight", null)]
    [InlineData("blk.0.ffn_gate_inp.weight", null)]
    [InlineData("blk.x.attn_q.weight", null)]
    [InlineData("blk.attn_q.weight", null)]
    [InlineData("", null)]
    public void Names_OfTensors_AreTransformers(string gguf, string? expected) => Assert.Equal(expected, HuggingFaceNames.Of(gguf));
}
