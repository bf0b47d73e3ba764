/** Common first names in Germany by our own list; those that are also everyday words (Rose, Mark, Heide) are left out. */
export const FIRST_NAMES = new Set(
  `Achim Adam Adelheid Adrian Agnes Albert Alexander Alexandra Alfred Ali Alina Amalia Amelie Andrea Andreas Angela Angelika
  Anja Anke Ann Anna Anne Annegret Anneliese Annemarie Annette Anni Anton Antje Antonia Arne Arthur Astrid August Axel Ayse
  Barbara Bärbel Beate Beatrix Ben Benedikt Benjamin Bernd Bernhard Bert Bettina Bianca Birgit Birte Björn Bodo Boris Brigitte
  Britta Bruno Burkhard Carina Carl Carla Carmen Carola Caroline Carsten Charlotte Christa Christel Christian Christiane
  Christina Christine Christoph Claudia Clara Claus Constanze Cordula Cornelia Dagmar Daniel Daniela David Dennis Detlef Diana
  Dieter Dietmar Dirk Dominik Doreen Doris Dorothea Eberhard Eckhard Edeltraud Edith Egon Elena Elfriede Elias Elisabeth Elke
  Ella Ellen Elsa Emil Emilia Emily Emma Emre Erhard Eric Erich Erik Erika Erna Ernst Erwin Esther Eugen Eva Evelyn Fabian
  Fatma Felix Ferdinand Finn Florian Frank Franz Franziska Frauke Frida Frieda Friedhelm Friedrich Fritz Gabi Gabriele Georg
  Gerald Gerd Gerda Gerhard Gerlinde Gertrud Gisela Gregor Greta Gudrun Günter Günther Gustav Hanna Hannah Hannelore Hannes
  Hans Harald Harry Hartmut Hedwig Heidemarie Heidi Heike Heiko Heiner Heinrich Heinz Helene Helga Helmut Hendrik Henning
  Henriette Henry Herbert Hermann Hilde Hildegard Holger Horst Hubert Hugo Ida Ilona Ilse Ines Inga Inge Ingeborg Ingo Ingrid
  Irene Iris Irma Irmgard Isabel Isabell Isabella Ivan Jacqueline Jakob Jan Jana Janina Jannik Jens Jessica Joachim Jochen
  Johann Johanna Johannes Jonas Jonathan Jörg Josef Josefine Joseph Judith Julia Julian Juliane Jürgen Jutta Kai Karin Karl
  Karla Karsten Katharina Kathrin Katja Katrin Kerstin Kevin Kilian Kirsten Klara Klaus Knut Konrad Konstantin Kristin Kristina
  Kurt Lara Lars Laura Lea Lena Leon Leonie Leopold Liane Lilli Lina Linda Lisa Lorenz Lothar Louisa Louise Luca Lucas Luisa
  Luise Lukas Lutz Lydia Magdalena Maik Maike Maja Malte Mandy Manfred Manuel Manuela Marc Marcel Marco Marcus Mareike Margarete
  Margit Margot Maria Marianne Marie Marina Mario Marion Marko Markus Marlene Marlies Marta Martha Martin Martina Mathias
  Mathilde Matthias Max Maximilian Mehmet Melanie Melina Mia Micha Michael Michaela Michel Mike Mirko Mohammad Mohammed Monika
  Moritz Nadine Nadja Natalie Nathalie Nele Nico Nicola Nicole Niels Nils Nina Noah Nora Norbert Olaf Ole Oliver Oskar Oswald
  Otto Pascal Patricia Patrick Patrizia Paul Paula Pauline Peer Peggy Petra Peter Philip Philipp Pia Rainer Ralf Ralph Ramona
  Raphael Rebecca Regina Regine Reiner Reinhard Reinhold Renate Rene René Ricarda Richard Rita Robert Roland Rolf Roman Romy
  Ronald Rosemarie Rosi Rudolf Ruth Sabine Sabrina Samuel Sandra Sara Sarah Sascha Sebastian Selina Siegfried Sigrid Silke
  Silvia Simon Simone Sofia Sofie Sonja Sophia Sophie Stefan Stefanie Steffen Steffi Stephan Stephanie Susann Susanna Susanne
  Sven Svenja Svetlana Swen Sylvia Tamara Tanja Tatjana Theo Theodor Theresa Therese Thilo Thomas Thorsten Tilman Tim Timo Tina
  Tobias Tom Torben Torsten Traudel Udo Ulf Uli Ulrich Ulrike Ursula Uta Ute Uwe Valentin Vanessa Vera Verena Veronika Viktor
  Viktoria Vincent Volker Volkmar Waltraud Walter Werner Wilfried Wilhelm Wilhelmine Willi Willy Winfried Wolfgang Wolfram
  Yannick Yusuf Yvonne`.split(/\s+/),
);
