/** Passwords of eight characters and more that leaked lists hold again and again, in lower case. */

const LIST = `
12345678 123456789 1234567890 12345678910 123456789a 1234567a 12341234 123123123 123321123 123456123
12344321 11223344 1122334455 01234567 0123456789 0987654321 9876543210 987654321 87654321 98765432
147258369 159753456 741852963 789456123 963852741 14725836 123654789 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 qazwsxedc qazwsx123 q1w2e3r4 q1w2e3r4t5 a1b2c3d4
abc12345 abcd1234 abcdefgh abcdefg1 a1234567 a12345678 a123456789 aa123456 aa12345678 asdfghjk
asdfghjkl asdf1234 asdfasdf asdfjkl; zxcvbnm1 zxcvbnm123 qwertyui qwertyuiop qwerty12 qwerty123
qwerty1234 qwerty12345 qwerty123456 qwertz123 qwer1234 qwe123qwe qweasdzxc qweqweqwe 1234qwer 123qweasd
123qwe123 12qwaszx password password1 password2 password12 password123 password1234 password! passw0rd
p@ssw0rd p@ssword pa$$word pa55word passwort passwort1 password01 mypassword yourpassword changeme1
changeme123 changeit letmein1 letmein123 letmein! welcome1 welcome12 welcome123 welcome! welcome2024
welcome2025 admin123 admin1234 admin12345 admin123456 adminadmin administrator administrator1 root1234
rootroot toor1234 test1234 test12345 testtest testtest1 testing1 testing123 guest123 user1234 userpass
default1 temp1234 temppass trustno1 iloveyou iloveyou1 iloveyou2 iloveyou! iloveu123 loveyou1
lovelove mylove123 princess princess1 sunshine sunshine1 football football1 baseball baseball1 basketball
superman superman1 batman123 spiderman pokemon1 starwars starwars1 minecraft fortnite whatever whatever1
computer computer1 internet internet1 samsung1 samsung123 corvette mercedes maserati porsche911 ferrari1
michelle jennifer jessica1 charlie1 michael1 jordan23 victoria alexande alexander elizabeth christin
benjamin jonathan nicholas samantha danielle stephanie patricia sebastian dragon123 monkey123 shadow123
master123 master12 killer123 hello123 hello1234 hellohello hello12345 summer2024 summer2025 winter2024
winter2025 spring2025 autumn2025 january1 december hannover liverpool liverpool1 chelsea1 arsenal1
barcelona realmadrid juventus manchester metallica slipknot nirvana1 blink182 greenday myspace1 facebook
facebook1 linkedin twitter1 google123 googlegoogle youtube1 amazon123 microsoft microsoft1 windows10
trading1 trading123 trader123 tradertrader metatrader metatrader5 metatrader4 bitcoin1 bitcoin123
forex123 forextrader moneymoney money123 millionaire freedom1 freedom123 security security1 secret123
topsecret supersecret access14 access123 qwertyqwerty 11111111 111111111 1111111111 22222222 33333333
55555555 66666666 77777777 88888888 888888888 99999999 00000000 000000000 12121212 21212121 13131313
10203040 102030405060 31415926 314159265 27182818 11235813 24681012 13579246 2468013579 1357924680
zxcvbnm, q1q1q1q1 qqww1122 1a2b3c4d 1a2s3d4f z1x2c3v4 p0o9i8u7 0o9i8u7y mnbvcxz1 lkjhgfdsa poiuytrewq
correcthorse correcthorsebatterystaple letmeinplease opensesame opensesame1 sesame123 nopassword
`;

export const BREACHED: ReadonlySet<string> = new Set(LIST.split(/\s+/).filter((one) => one !== ''));
