namespace Rlar.Rewards.Reading.Language;

/// <summary>The languages in Latin letters, written for RLAR: function words in the order of their frequency, and their own letters.</summary>
internal static class LatinProfiles
{
    /// <summary>The profiles.</summary>
    internal static IReadOnlyList<LanguageProfile> All { get; } =
    [
        new("en", "", "the of and to a in is that it for you was with as on are this be i have at by not or from your but an they we can will which their there if has his he all "
            + "my more about so when what one our would she who how been some do its out up them into these just like also other than then could no me were her make us 's 't 're 'll 've 'm 'd"),
        new("es", "ñáéíóú¿¡", "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos "
            + "también fue había era muy años hasta desde está mi porque qué sólo yo hay vez puede todos así nos ni parte tiene él uno donde bien"),
        new("pt", "ãõçáéíóúâêôà", "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só "
            + "pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles você essa num nem suas meu às minha"),
        new("fr", "éèêëàâçîïôùûœ", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux cette ou sa être comme mais nous vous je on leur ces "
            + "elle y ils fait été tout même deux bien peut ont ses si sans entre après quand où ainsi notre votre mon c l d qu n s j"),
        new("de", "äöüß", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
            + "über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir ihr mein kann wenn unter"),
        new("it", "àèéìòù", "di e che la il un a è per in una sono mi si non ho lo ma ti ha le con i da se come io ci questo qui hai sei del tu solo me tutto della più dei nel al gli cosa "
            + "era anche alla delle nella o suo sua ai loro essere dal dalla perché quando molto"),
        new("pl", "ąćęłńóśźż", "w i na z się do nie że jest to o a jak od po przez dla za ale czy tym co być lub jego już tego która które który tak może ich są przed oraz jej tylko było ten "
            + "można przy także ma był więcej mnie aby też bardzo gdy"),
        new("vi", "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", "và của là có được cho trong một các không với người những này đã để khi đến ra như về tôi từ cũng ở bạn thể nhiều "
            + "nhưng rất làm thì mà sẽ năm trên vào phải họ lại đó"),
        new("fi", "äö", "ja on ei se että oli hän en joka ovat kun mutta myös ole sen mukaan kuin jos tai niin vain voi ne hänen minä sitä nyt jo mitä ollut olla siitä sekä ole oma minun sinä "
            + "tämä kaikki hyvin kanssa kuten joita eli"),
        new("sw", "", "na ya wa kwa ni katika za la kuwa hii yake au kama si cha hiyo watu wake hilo ili pia lakini sana mtu huo kila moja yangu wao wangu hiki vya yao mimi wewe yeye sisi nyingi "
            + "wengi siku baada kabla ambayo ambao ambaye hivyo bila kutoka kwamba hapa huu mwaka kuna jambo yetu nchi"),
        new("nl", "", "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij nog uit of door ze naar worden wordt heeft ik hij was je wat kan meer over tot zich "
            + "hun deze mijn geen werd zou wij hebben jij"),
        new("af", "", "die van en in is wat het n se met vir op te aan word dat nie sy was as by deur ook hy om sal hulle ons of maar kan uit ek na baie tot het hierdie wees my jy"),
        new("ca", "çàèéíòóúï", "de la i que a el en per un els les amb del una és no al dels es va com més són ha o seva seu però també aquest aquesta fou han entre ser tot molt dos sobre des on"),
        new("cs", "ěščřžýáíéúůňťď", "a v se na je že o z s do i to k ve pro za by ale si po jako jsou od který které nebo u jeho které tak byl bylo při však jsem mezi může této až není také jen"),
        new("cy", "ŵŷ", "y yn i a o ar ei yr ac am mae gan er wedi bod cael un hyn ond sydd fel mewn oedd nid eu ni at neu iawn i'r o'r a'r hi ef chi fod"),
        new("da", "æøå", "og i at det er en til af på som for med de den der ikke har et om var men fra ved han blev eller kan hun sig efter jeg også over havde så da vil bliver hvor være mere min"),
        new("no", "æøå", "og i det er på som en til av for at med de har ikke den om et var men fra han seg jeg også ble eller kan så etter vi sin være hun over ved skal vil mer ut noe hva"),
        new("sv", "äöå", "och i att en som det är på av för med till den har de inte om ett var men från han sig så kan vid efter också eller hade jag när nu ut vi ska blev mycket sin min mot"),
        new("et", "äöüõ", "ja on ei et oli see ta kui ka mis aga oma seda või selle ning nii kes siis välja ma üks aasta tema mida veel kuid sest kas saab minu pole juba"),
        new("hr", "čćđšž", "i je u na se da za su od s a o kao koji koja nije bi će ili što te sam po iz do ne to bio li ali već samo njegov može biti sve nakon koje"),
        new("sl", "čšž", "in je v na se da za so ki z pa s ne bi tudi ter kot po iz od o do sem bil ali pri še lahko če bila kar biti samo svoje ko ima"),
        new("sk", "ľĺŕäôáéíóúýčďňšťž", "a v na sa je že s o z do ako aj pre si to k ktorý od po ale za bol ktoré ich alebo jeho by len pri som sú ktorá tak už bolo sme"),
        new("hu", "őűöüáéíóú", "a az és hogy nem is egy van meg ez csak de ha már még mint el volt vagy kell ki azt lehet azonban amely minden én ezt nagy pedig aki sem után olyan"),
        new("id", "", "yang dan di dengan untuk dari pada dalam ini tidak itu adalah akan ke oleh sebagai juga atau telah dapat kami anda saya karena mereka ada lebih bisa orang menjadi tersebut seperti "
            + "bahwa kita dia tahun sudah satu"),
        new("tl", "", "ang ng sa na mga at ay ko ni mo para siya ito kung hindi ako ka nang si may isang niya po lang din ngunit kanyang dahil kaya naman"),
        new("tr", "ğışçöü", "ve bir bu da de için ile çok daha olarak en olan ne gibi o kadar sonra var ben ama olduğu değil her mi ya ki veya sen göre onun iki"),
        new("ro", "ăâîșțşţ", "de și în a la cu o pe din nu un care să este că se pentru al mai ce au sunt prin sau fost dar după am sa lui ca fi ale îi unei această"),
        new("lt", "ąčęėįšųūž", "ir yra kad į su iš o kaip tai bet ar tik per jo buvo apie už taip dar jau nuo jei kuris galima mes labai arba"),
        new("lv", "āčēģīķļņšūž", "un ir ar no uz kas par tas lai kā bet tika vai tā pēc gan arī kad ja to bija var nav es tikai viņš pie"),
        new("sq", "ëç", "të e në dhe i me për një që nga është se si më u ka nuk në janë kjo por do ky kur ose duke edhe"),
        new("so", "", "oo waxaa ka ku iyo in uu u la ay ee ah waa soo kale si lagu wuxuu ayaa hal"),
    ];
}
